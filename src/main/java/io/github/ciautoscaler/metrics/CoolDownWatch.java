package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.Placement;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which placements began to cool down: refused, or accepted and then lost. Several refusals
 * of one placement in one pass are one, as for the seed, which asks once.
 */
final class CoolDownWatch {

  private @Nullable Map<Placement, Instant> before;

  List<Placement> begun(PassReport report) {
    Map<Placement, Instant> now = report.fleet().seen().notes().coolDowns();
    Map<Placement, Instant> old = before;
    before = now;
    // Those of an earlier process, or of the leader beside us, are not ours to count.
    if (old == null || report.mode() == PassReport.Mode.NOT_LEADER) {
      return List.of();
    }
    return now.entrySet().stream()
        .filter(entry -> entry.getValue().isAfter(old.getOrDefault(entry.getKey(), Instant.MIN)))
        .map(Map.Entry::getKey)
        .toList();
  }
}
