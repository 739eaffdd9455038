package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.Notes.CoolDown;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.reconcile.PassReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which offerings began to cool down: refused, or accepted and then lost. Several refusals of
 * one offering in one pass are one, as for the original, which asks once.
 */
final class CoolDownWatch {

  private @Nullable Map<Offering, CoolDown> before;

  List<Offering> begun(PassReport report) {
    Map<Offering, CoolDown> now = report.fleet().seen().notes().coolDowns();
    Map<Offering, CoolDown> old = before;
    before = now;
    // Those of an earlier process, or of the leader beside us, are not ours to count.
    if (old == null || report.mode() == PassReport.Mode.NOT_LEADER) {
      return List.of();
    }
    return now.entrySet().stream()
        .filter(entry -> isLater(entry.getValue(), old.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isLater(CoolDown now, @Nullable CoolDown old) {
    return old == null || now.until().isAfter(old.until());
  }
}
