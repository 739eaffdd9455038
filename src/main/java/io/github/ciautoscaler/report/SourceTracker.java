package io.github.ciautoscaler.report;

import io.github.ciautoscaler.reconcile.SourceHealth;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Knows which sources do not answer as they should, and since when. */
final class SourceTracker {

  private final Streaks failures = new Streaks();

  void follow(List<SourceHealth> sources, Instant now, Consumer<FleetEvent> tell) {
    for (SourceHealth source : sources) {
      String problem = source.problem();
      if (problem == null) {
        Streak over = failures.succeeded(source.name());
        if (over != null) {
          tell.accept(new SourceEvent.Back(source.name(), over));
        }
      } else {
        failed(source.name(), problem, failures.failed(source.name(), now), tell);
      }
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
