package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** All pools together have no more machines than the owner allows. */
final class TotalMaximumLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Are there as many machines as MAX_NODES?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    int total = launches.total();
    int max = launches.settings().maxNodes();
    return total >= max ? reason("MAX_NODES=" + max, total) : null;
  }

  static Reason reason(String limit, int machines) {
    return new Reason(
        Code.AT_MAX_NODES, "There are " + machines + " machines and " + limit + " allows no more.");
  }
}
