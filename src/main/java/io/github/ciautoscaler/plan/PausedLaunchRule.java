package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** While an operator has it paused, nothing is launched. */
final class PausedLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Is everything paused?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    Pause pause = launches.seen().stored().wishes().pause();
    return pause != null && pause.holds(launches.now())
        ? new Reason(Code.PAUSED, "Paused by an operator.")
        : null;
  }
}
