package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Decision;

/** What was decided, and why. */
public sealed interface DecisionEvent extends FleetEvent {

  Decision decision();

  /** It was begun. */
  record Taken(Decision decision) implements DecisionEvent {}

  /**
   * It was not begun; told once as long as every pass decides the same.
   *
   * @param newReason whether nothing was left undone for this reason in the pass before
   */
  record NotTaken(Decision decision, boolean newReason) implements DecisionEvent {}
}
