package io.github.ciautoscaler.app.logging;

import io.github.ciautoscaler.report.Streak;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a failure that goes on from filling the log: of each kind the 1st, 2nd, 4th, 8th ... is
 * said, and once that it is over.
 */
public final class RepeatedFailures {

  private RepeatedFailures() {}

  /** What to log of the latest failure in a row; empty where it was said often enough. */
  public static Optional<String> failed(Streak failures, String message, Instant now) {
    if (!failures.isWorthTelling()) {
      return Optional.empty();
    }
    return Optional.of(
        failures.count() == 1
            ? message
            : message + " (" + count(failures) + " in " + span(failures.since(), now) + ")");
  }

  /** What to log when a success follows these failures. */
  public static String recovered(Streak failures, Instant now) {
    return "recovered after " + span(failures.since(), now) + " (" + count(failures) + ")";
  }

  private static String count(Streak failures) {
    return failures.count() == 1 ? "1 failure" : failures.count() + " failures";
  }

  private static String span(Instant from, Instant to) {
    Duration span = Duration.between(from, to);
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return span.toSeconds() + "s";
    }
    return span.compareTo(Duration.ofHours(1)) < 0
        ? span.toMinutes() + "m"
        : span.toHours() + "h" + span.toMinutesPart() + "m";
  }
}
