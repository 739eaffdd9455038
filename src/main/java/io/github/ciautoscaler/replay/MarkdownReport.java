package io.github.ciautoscaler.replay;

import java.util.Locale;

/** A comparison as a table for a document. */
final class MarkdownReport {

  private static final String HEADER =
      """
      | policy | hours | to the first | x LB(0) | x LB(90) | x clairvoyant | per 1000 jobs | wait mean | p95 | p99 | max | idle | killed |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;
  private static final String ROW =
      "| %s | %.0f | %.3f | %.3f | %.3f | %.3f | %.2f | %.0f | %.0f | %.0f | %.0f | %.0f %% | %.1f"
          + " |%n";

  private MarkdownReport() {}

  static String of(Comparison found) {
    Bounds bounds = found.bounds();
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "%n**%s**, %d jobs: LB(0) %d h, LB(90) %d h, clairvoyant %d h.%n%n",
            found.trace().name(),
            found.trace().jobs().size(),
            bounds.noWait(),
            bounds.bootWait(),
            bounds.clairvoyant()));
    text.append(HEADER);
    double first = found.policies().getFirst().mean(Figures::billedHours);
    found.policies().forEach(policy -> text.append(row(policy, found, first)));
    return text.toString();
  }

  private static String row(Measured policy, Comparison found, double first) {
    Bounds bounds = found.bounds();
    double hours = policy.mean(Figures::billedHours);
    return format(
        ROW,
        policy.name(),
        hours,
        hours / first,
        hours / bounds.noWait(),
        hours / bounds.bootWait(),
        hours / bounds.clairvoyant(),
        policy.mean(run -> run.cost().doubleValue()) * 1000 / found.trace().jobs().size(),
        policy.mean(run -> run.waits().mean()),
        policy.mean(run -> run.waits().quantile(0.95)),
        policy.mean(run -> run.waits().quantile(0.99)),
        policy.mean(run -> run.waits().max()),
        100 * policy.mean(Figures::paidIdleShare),
        policy.mean(Figures::killed));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
