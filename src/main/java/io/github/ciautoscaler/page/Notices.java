package io.github.ciautoscaler.page;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.FleetUpdate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator should see before all else, one sentence each. */
final class Notices {

  private Notices() {}

  static List<String> of(FleetUpdate update, @Nullable Pause pause) {
    List<String> all = new ArrayList<>();
    if (pause != null) {
      all.add(paused(pause));
    }
    if (update.report().mode() == PassReport.Mode.DRY_RUN) {
      all.add("DRY_RUN is set: everything is decided and nothing is done.");
    }
    if (!update.summary().leads()) {
      all.add("Another replica leads: this one only looks on.");
    }
    update.report().plan().warnings().forEach(warning -> all.add(warning.message()));
    return List.copyOf(all);
  }

  private static String paused(Pause pause) {
    String until =
        pause.until() == null ? " until somebody resumes it" : " until " + Texts.utc(pause.until());
    String reason = pause.reason() == null ? "" : ": " + pause.reason();
    return "Paused" + until + reason + ". No machine is launched or taken meanwhile.";
  }
}
