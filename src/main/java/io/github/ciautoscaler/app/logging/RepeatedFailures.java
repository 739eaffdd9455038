package io.github.ciautoscaler.app.logging;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a failure that goes on from filling the log: of each kind the 1st, 2nd, 4th, 8th ... is
 * said, and once that it is over. Not for several threads.
 */
public final class RepeatedFailures {

  private final Map<String, Row> rows = new HashMap<>();

  private record Row(Instant since, long count) {
    Row oneMore() {
      return new Row(since, count + 1);
    }

    boolean isTold() {
      return Long.bitCount(count) == 1;
    }
  }

  /**
   * One more failure of this kind.
   *
   * @return what to log; empty where it was said often enough
   */
  public Optional<String> failed(String kind, String message, Instant now) {
    Row row = rows.merge(kind, new Row(now, 1), (old, first) -> old.oneMore());
    if (!row.isTold()) {
      return Optional.empty();
    }
    return Optional.of(
        row.count() == 1
            ? message
            : message + " (" + row.count() + " failures in " + span(row.since(), now) + ")");
  }

  /**
   * This kind succeeded.
   *
   * @return what to log after failures; else empty
   */
  public Optional<String> succeeded(String kind, Instant now) {
    return Optional.ofNullable(rows.remove(kind))
        .map(row -> "recovered after " + span(row.since(), now) + " (" + failures(row) + ")");
  }

  private static String failures(Row row) {
    return row.count() == 1 ? "1 failure" : row.count() + " failures";
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
