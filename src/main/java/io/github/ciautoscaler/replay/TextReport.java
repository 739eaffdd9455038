package io.github.ciautoscaler.replay;

import java.util.Locale;
import java.util.StringJoiner;

/** A comparison as a table of plain text. */
final class TextReport {

  private static final String HEADER =
      "%-20s %8s %6s %9s %9s %6s %6s %6s %6s %6s %6s %6s %7s %6s %6s %8s %5s%n";
  private static final String ROW =
      "%-20s %8.0f %6.1f %9.2f %9.3f %6.3f %6.3f %6.3f %6.1f %6.1f %6.1f %6.1f %7.1f %6.2f %6.1f"
          + " %8.0f %5.0f%n";

  private final Comparison found;

  private TextReport(Comparison found) {
    this.found = found;
  }

  static String of(Comparison found) {
    return new TextReport(found).text();
  }

  private String text() {
    Bounds bounds = found.bounds();
    StringJoiner text = new StringJoiner("");
    text.add(
        format(
            "%s: %d jobs from %s to %s%n",
            found.trace().name(),
            found.trace().jobs().size(),
            found.trace().begins(),
            found.trace().ends()));
    text.add(
        format(
            "bounds in hours: LB(0) %d, LB(90) %d, work %d; clairvoyant %d%n%n",
            bounds.noWait(), bounds.bootWait(), bounds.work(), bounds.clairvoyant()));
    text.add(
        format(
            HEADER,
            "policy",
            "hours",
            "+-",
            "cost",
            "per 1000",
            "xLB0",
            "xLB90",
            "xClair",
            "wait",
            "p50",
            "p95",
            "p99",
            "max",
            "idle",
            "killed",
            "launches",
            "peak"));
    found.policies().forEach(policy -> text.add(row(policy)));
    text.add(format("%nWaits in seconds; cost net; idle is what of the paid time no job used.%n"));
    found
        .policies()
        .forEach(policy -> text.add(format("%s: %s%n", policy.name(), policy.source())));
    return text.toString();
  }

  private String row(Measured policy) {
    Bounds bounds = found.bounds();
    double hours = policy.mean(Figures::billedHours);
    double cost = policy.mean(run -> run.cost().doubleValue());
    return format(
        ROW,
        policy.name(),
        hours,
        policy.halfRange(Figures::billedHours),
        cost,
        cost * 1000 / found.trace().jobs().size(),
        hours / bounds.noWait(),
        hours / bounds.bootWait(),
        hours / bounds.clairvoyant(),
        policy.mean(run -> run.waits().mean()),
        policy.mean(run -> run.waits().quantile(0.5)),
        policy.mean(run -> run.waits().quantile(0.95)),
        policy.mean(run -> run.waits().quantile(0.99)),
        policy.mean(run -> run.waits().max()),
        policy.mean(Figures::paidIdleShare),
        policy.mean(Figures::killed),
        policy.mean(Figures::launches),
        policy.mean(Figures::peak));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
