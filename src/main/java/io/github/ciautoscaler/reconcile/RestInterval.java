package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.Rest;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * How long until the next pass, where that may be longer than the poll interval: while a webhook
 * announces each job and nothing else is to do.
 */
final class RestInterval {

  private RestInterval() {}

  static Optional<Duration> after(PassReport report, PlanSettings settings) {
    Duration slow = settings.pace().pollWithHook();
    if (slow == null || slow.compareTo(settings.pace().poll()) <= 0) {
      return Optional.empty();
    }
    boolean acts = report.mode() == Mode.ACTING && report.pass().succeeded();
    boolean isQuiet = report.started().isEmpty() && report.ended().isEmpty();
    boolean rests =
        report.standing().hook().trusted()
            && acts
            && isQuiet
            && new Rest(settings, slow).isAllowed(report.fleet(), report.plan());
    return rests ? Optional.of(slow) : Optional.empty();
  }
}
