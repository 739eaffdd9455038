package io.github.ciautoscaler.page;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.page.Overview.Told;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.report.DecisionEvent;
import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what the last pass reported, and the latest decisions, for the page. */
final class LatestDecisions implements FleetListener {

  private static final int KEPT = 30;

  private final Deque<Told> told = new ArrayDeque<>();
  private @Nullable FleetUpdate latest;

  @Override
  public synchronized void onUpdate(FleetUpdate update) {
    latest = update;
    for (FleetEvent.Entry entry : update.events()) {
      if (entry.event() instanceof DecisionEvent event) {
        told.addFirst(told(entry, event.decision()));
      }
    }
    while (told.size() > KEPT) {
      told.removeLast();
    }
  }

  private static Told told(FleetEvent.Entry entry, Decision decision) {
    return new Told(
        entry.at(),
        decision.subject(),
        entry.event() instanceof DecisionEvent.Taken && decision.action() != null
            ? decision.action().word()
            : "not done",
        decision.reason().code().name(),
        decision.reason().message());
  }

  /**
   * @param pause an operator's pause that holds now; null for none
   * @param maximum the most machines over all pools
   */
  synchronized Overview overview(@Nullable Pause pause, int maximum) {
    return latest == null
        ? Overview.unknown()
        : Overview.of(latest, pause, List.copyOf(told), maximum);
  }
}
