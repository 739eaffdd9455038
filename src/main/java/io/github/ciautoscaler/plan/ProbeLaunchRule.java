package io.github.ciautoscaler.plan;

import org.jspecify.annotations.Nullable;

/** Of machines that are to show which labels their pool has, one at a time is launched. */
final class ProbeLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Is a machine on its way that will show the runners' labels?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    boolean comes =
        launches.learning().isAwaited(launch.pool()) || launches.hasLaunched(launch.pool());
    return launch.isProbe() && comes
        ? launches.learning().waiting(launch.pool(), launch.labels())
        : null;
  }
}
