package io.github.ciautoscaler.report;

import java.time.Instant;

/**
 * Failures in a row.
 *
 * @param since the first of them
 */
public record Streak(Instant since, long count) {

  Streak oneMore() {
    return new Streak(since, count + 1);
  }

  /** Whether it is the 1st, 2nd, 4th, 8th ...: often enough to be told again. */
  public boolean isWorthTelling() {
    return Long.bitCount(count) == 1;
  }
}
