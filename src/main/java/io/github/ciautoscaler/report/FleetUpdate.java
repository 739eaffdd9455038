package io.github.ciautoscaler.report;

import io.github.ciautoscaler.reconcile.PassReport;
import java.util.List;

/**
 * What one pass brought: all that is shown of it.
 *
 * @param decisions of this pass, in their order, with how long each has been so
 * @param events since the pass before, in their order
 */
public record FleetUpdate(
    PassReport report,
    FleetSummary summary,
    List<DecisionStatus> decisions,
    List<FleetEvent.Entry> events) {

  public FleetUpdate {
    decisions = List.copyOf(decisions);
    events = List.copyOf(events);
  }
}
