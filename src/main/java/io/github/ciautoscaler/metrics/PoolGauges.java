package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.report.PoolSummary;
import io.prometheus.metrics.core.metrics.Gauge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What there is of each pool; a pool that is gone has no series any more. */
final class PoolGauges {

  private final OwnFamilies own;
  private final Set<Series> shown = new HashSet<>();

  private record Series(Gauge gauge, String pool, String state) {}

  PoolGauges(OwnFamilies own) {
    this.own = own;
  }

  void show(List<PoolSummary> pools) {
    Set<Series> now = new HashSet<>();
    for (PoolSummary pool : pools) {
      pool.byState()
          .forEach((state, count) ->
              set(new Series(own.poolMachines, pool.name(), state.metricWord()), count, now));
      set(slots(pool, "busy"), pool.slots().busy(), now);
      set(slots(pool, "idle"), pool.slots().idle(), now);
      set(slots(pool, "coming"), pool.slots().coming(), now);
      Integer wanted = pool.slots().wanted();
      if (wanted != null) {
        set(slots(pool, "wanted"), wanted, now);
      } else if (shown.contains(slots(pool, "wanted"))) {
        now.add(slots(pool, "wanted")); // unknown is never zero
      }
    }
    shown.stream()
        .filter(series -> !now.contains(series))
        .forEach(series -> series.gauge.remove(series.pool, series.state));
    shown.clear();
    shown.addAll(now);
  }

  private Series slots(PoolSummary pool, String state) {
    return new Series(own.poolSlots, pool.name(), state);
  }

  private static void set(Series series, int count, Set<Series> now) {
    series.gauge.labelValues(series.pool, series.state).set(count);
    now.add(series);
  }
}
