package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.PassReport;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Knows what this process may do since which pass. */
final class ProcessTracker {

  private PassReport.@Nullable Mode mode;
  private boolean leads;
  private @Nullable Pause pause;
  private boolean leasesRefused;

  void follow(PassReport report, FleetSummary summary, Consumer<FleetEvent> tell) {
    if (report.mode() != mode) {
      tell.accept(new ProcessEvent.ModeChanged(mode, report.mode()));
      mode = report.mode();
    }
    if (summary.leads() != leads) {
      leads = summary.leads();
      tell.accept(leads ? new ProcessEvent.LeadershipGained() : new ProcessEvent.LeadershipLost());
    }
    if (!Objects.equals(summary.pause(), pause)) {
      pause = summary.pause();
      tell.accept(
          pause == null ? new ProcessEvent.PauseEnded() : new ProcessEvent.PauseBegan(pause));
    }
    if (report.standing().unguarded() && !leasesRefused) {
      leasesRefused = true;
      tell.accept(new ProcessEvent.LeasesRefused());
    }
  }
}
