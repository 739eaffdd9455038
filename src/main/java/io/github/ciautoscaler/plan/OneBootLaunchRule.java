package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** After a boot that failed, one machine of the pool at a time, until one serves. */
final class OneBootLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Is another machine booting, after boots that failed?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    return launches.health(launch.pool()).bootFailures().inARow() > 0
            && launches.isAnyBooting(launch.pool())
        ? new Reason(
            Code.BOOT_BACKOFF, "The last boots failed; one machine at a time until one serves.")
        : null;
  }
}
