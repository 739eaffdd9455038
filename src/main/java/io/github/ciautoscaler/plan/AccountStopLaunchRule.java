package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** The cloud refuses to sell to the account, whatever the pool. */
final class AccountStopLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Does Hetzner refuse orders of the account?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    BackOff stop = launches.seen().stored().health().createBackOff();
    return stop != null && stop.holds(launches.now())
        ? new Reason(Code.CREATE_STOPPED, stop.message())
        : null;
  }
}
