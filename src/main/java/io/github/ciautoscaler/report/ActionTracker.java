package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Instant;
import java.util.function.Consumer;

/** Knows which actions fail again and again. */
final class ActionTracker {

  private final Streaks failures = new Streaks();

  void ended(PassReport report, Consumer<FleetEvent> tell) {
    Instant now = report.fleet().seen().now();
    for (PassReport.Ended ended : report.ended()) {
      Action action = ended.action();
      String kind = action.machine() + "/" + action.kind();
      Streak streak = ended.succeeded() ? failures.succeeded(kind) : failures.failed(kind, now);
      tell.accept(new ActionEvent.Ended(ended, streak));
    }
  }

  void started(PassReport report, Consumer<FleetEvent> tell) {
    report.started().forEach(action -> tell.accept(new ActionEvent.Started(action)));
  }
}
