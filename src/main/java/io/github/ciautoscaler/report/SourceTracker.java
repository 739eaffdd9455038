package io.github.ciautoscaler.report;

import io.github.ciautoscaler.reconcile.SourceHealth;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Knows which sources do not answer as they should, and since when. */
final class SourceTracker {

  private final Streaks failures = new Streaks();
  private final Map<String, String> remarks = new HashMap<>();

  void follow(List<SourceHealth> sources, Instant now, Consumer<FleetEvent> tell) {
    for (SourceHealth source : sources) {
      String problem = source.problem();
      if (source.ok() || problem == null) {
        Streak over = failures.succeeded(source.name());
        if (over != null) {
          tell.accept(new SourceEvent.Back(source.name(), over));
        }
        remarked(source.name(), problem == null ? "" : problem, tell);
      } else {
        failed(source.name(), problem, failures.failed(source.name(), now), tell);
      }
    }
  }

  private void remarked(String name, String remark, Consumer<FleetEvent> tell) {
    String before = remarks.put(name, remark);
    if (!remark.isEmpty() && !remark.equals(before)) {
      tell.accept(new SourceEvent.Remarked(name, remark));
    }
  }

  private static void failed(
      String name, String problem, Streak streak, Consumer<FleetEvent> tell) {
    if (streak.count() == 1) {
      tell.accept(new SourceEvent.Lost(name, problem));
    } else if (streak.isWorthTelling()) {
      tell.accept(new SourceEvent.StillLost(name, problem, streak));
    }
  }
}
