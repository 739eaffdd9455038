package io.github.ciautoscaler.page;

import io.github.ciautoscaler.reconcile.SourceHealth;
import io.github.ciautoscaler.report.SourceSummary;
import java.time.Duration;

/**
 * How one of the three systems answers.
 *
 * @param age of what is known of it
 * @param problem empty for none
 */
public record SourceRow(String name, boolean ok, String age, String took, String problem) {

  static SourceRow of(SourceSummary source) {
    SourceHealth health = source.health();
    Duration age = source.age();
    Duration took = health.took();
    String problem = health.problem();
    return new SourceRow(
        health.name(),
        health.ok(),
        age == null ? "never read" : Texts.length(age),
        took == null ? "" : took.toMillis() + " ms",
        problem == null ? "" : problem);
  }
}
