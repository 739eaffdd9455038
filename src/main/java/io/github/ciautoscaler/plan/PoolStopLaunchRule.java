package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** The cloud takes no order made of the pool's template. */
final class PoolStopLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Does Hetzner refuse what the pool orders?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    BackOff stop = launches.health(launch.pool()).refusal();
    return stop != null && stop.holds(launches.now())
        ? new Reason(Code.CREATE_STOPPED, stop.message())
        : null;
  }
}
