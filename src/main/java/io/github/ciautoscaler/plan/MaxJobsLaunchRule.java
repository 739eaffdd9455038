package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** All machines together run no more jobs at once than the owner allows. */
final class MaxJobsLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Would there be more slots than MAX_JOBS?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    Integer most = launches.settings().caps().jobs();
    int more = launch.pool().jobSlots();
    return most != null && more > 0 && launches.slots() + more > most
        ? new Reason(
            Code.AT_MAX_JOBS,
            "The machines have %d slots, one more of pool %s adds %d, and MAX_JOBS=%d allows no more."
                .formatted(launches.slots(), launch.pool().name(), more, most))
        : null;
  }
}
