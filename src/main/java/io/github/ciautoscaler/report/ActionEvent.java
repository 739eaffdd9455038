package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.PassReport;
import org.jspecify.annotations.Nullable;

/** One step for one machine. */
public sealed interface ActionEvent extends FleetEvent {

  Action action();

  record Started(Action action) implements ActionEvent {}

  /**
   * It ended, with the outcome of each effect.
   *
   * @param failures of this kind for this machine in a row: with this one where it failed, before
   *     it where it succeeded; null for none
   */
  record Ended(PassReport.Ended ended, @Nullable Streak failures) implements ActionEvent {
    @Override
    public Action action() {
      return ended.action();
    }
  }
}
