package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** While an operator has one pool paused, nothing is launched for it; others go on. */
final class PoolPausedLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Is the pool paused?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    String pool = launch.pool().name();
    Pause pause = launches.seen().stored().wishes().poolPause(pool, launches.now());
    return pause == null
        ? null
        : new Reason(
            Code.POOL_PAUSED, "Pool " + pool + " is paused by an operator" + until(pause) + ".");
  }

  private static String until(Pause pause) {
    return pause.until() == null ? "" : " until " + pause.until();
  }
}
