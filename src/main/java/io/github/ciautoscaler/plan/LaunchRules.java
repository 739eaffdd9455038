package io.github.ciautoscaler.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a machine may be launched: every rule that may stand against it. Of several the first
 * gives the reason, so that what holds for all pools comes before what holds for one.
 */
final class LaunchRules {

  static final List<LaunchRule> IN_ORDER =
      List.of(
          new ProbeLaunchRule(),
          new PausedLaunchRule(),
          new UnknownSourceLaunchRule(),
          new UnresolvedLaunchRule(),
          new BlindStartLaunchRule(),
          new AccountStopLaunchRule(),
          new RequestReserveLaunchRule(),
          new PoolPausedLaunchRule(),
          new PoolStopLaunchRule(),
          new BootBackOffLaunchRule(),
          new TotalMaximumLaunchRule(),
          new MaxJobsLaunchRule(),
          new PoolMaximumLaunchRule(),
          new OneBootLaunchRule(),
          new RateLaunchRule(),
          new OfferingLaunchRule(),
          new HourSpendLaunchRule(),
          new DaySpendLaunchRule());

  private LaunchRules() {}

  /** Why it may not be; null where it may. */
  static @Nullable Reason against(Launch launch, Launches launches) {
    for (LaunchRule rule : IN_ORDER) {
      Reason reason = rule.against(launch, launches);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }
}
