package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** A launch of the last run may have made a machine that no list shows yet. */
final class UnresolvedLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Is a launch of the last run not resolved yet?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    return launches.isAnyUnresolved()
        ? new Reason(
            Code.LAUNCHES_UNRESOLVED, "Launches of the last run are looked up by name first.")
        : null;
  }
}
