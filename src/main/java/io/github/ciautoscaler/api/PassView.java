package io.github.ciautoscaler.api;

import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.SourceHealth;
import io.github.ciautoscaler.report.FleetSummary;
import io.github.ciautoscaler.report.SourceSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last pass, and how each source did. */
record PassView(
    long number,
    Instant startedAt,
    double tookSeconds,
    boolean succeeded,
    List<SourceView> sources) {

  /**
   * @param asOf when its oldest complete reading was taken; null before the first
   */
  record SourceView(
      String name,
      boolean ok,
      @Nullable Instant asOf,
      @Nullable Double ageSeconds,
      @Nullable Double tookSeconds,
      @Nullable String problem) {

    static SourceView of(SourceSummary source) {
      SourceHealth health = source.health();
      Duration age = source.age();
      Duration took = health.took();
      return new SourceView(
          health.name(),
          health.ok(),
          health.asOf(),
          age == null ? null : seconds(age),
          took == null ? null : seconds(took),
          health.problem());
    }
  }

  static PassView of(PassReport report, FleetSummary fleet) {
    return new PassView(
        report.pass().number(),
        report.pass().startedAt(),
        seconds(report.pass().took()),
        report.pass().succeeded(),
        fleet.sources().stream().map(SourceView::of).toList());
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
