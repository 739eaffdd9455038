package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** Unknown is never zero: what is not known may be a machine, or may serve the job. */
final class UnknownSourceLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Is a system not known well enough?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    boolean known = launches.freshness().mayLaunch() && launches.seen().cluster().wasRead();
    return known
        ? null
        : new Reason(
            Code.SOURCE_UNKNOWN,
            "Nothing is launched while unknown: " + launches.freshness().unknown() + ".");
  }
}
