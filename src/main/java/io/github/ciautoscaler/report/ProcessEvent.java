package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import org.jspecify.annotations.Nullable;

/** What this process may do, and why. */
public sealed interface ProcessEvent extends FleetEvent {

  /**
   * It acts for another reason, or does not.
   *
   * @param before null in the first pass
   */
  record ModeChanged(@Nullable Mode before, Mode now) implements ProcessEvent {}

  record LeadershipGained() implements ProcessEvent {}

  record LeadershipLost() implements ProcessEvent {}

  /** An operator paused it, also in place of another pause. */
  record PauseBegan(Pause pause) implements ProcessEvent {}

  /** It was resumed, or the pause's time was over. */
  record PauseEnded() implements ProcessEvent {}

  /** Leases may not be used, so that only one replica may run. Said once. */
  record LeasesRefused() implements ProcessEvent {}
}
