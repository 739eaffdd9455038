package io.github.ciautoscaler.plan;

import org.jspecify.annotations.Nullable;

/** A pool has no more machines than its own maximum. */
final class PoolMaximumLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Has the pool as many machines as its maximum?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    int machines = launches.inPool(launch.pool());
    int max = launch.pool().limits().max();
    return machines >= max
        ? TotalMaximumLaunchRule.reason(
            "the maximum " + max + " of pool " + launch.pool().name(), machines)
        : null;
  }
}
