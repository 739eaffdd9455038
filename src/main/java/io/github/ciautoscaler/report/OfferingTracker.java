package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.reconcile.PassReport;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Knows which offerings cool down. */
final class OfferingTracker {

  private @Nullable Map<Offering, CoolDown> before;

  void follow(PassReport report, Consumer<FleetEvent> tell) {
    Map<Offering, CoolDown> now = report.fleet().seen().stored().health().coolDowns();
    Map<Offering, CoolDown> old = before;
    before = now;
    // Those of an earlier process, or of the leader beside us, did not happen here.
    if (old == null || report.mode() == PassReport.Mode.NOT_LEADER) {
      return;
    }
    now.forEach((offering, coolDown) -> {
      if (isLater(coolDown, old.get(offering))) {
        tell.accept(new OfferingEvent.CoolDownBegan(offering));
      }
    });
  }

  private static boolean isLater(CoolDown now, @Nullable CoolDown old) {
    return old == null || now.until().isAfter(old.until());
  }
}
