package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's wish for more servers.
 *
 * @param pool of which they are to be; null where any will do
 */
public record ScaleRequest(int count, int launched, Instant at, @Nullable String pool) {

  /** For so long a key is known again. */
  private static final Duration KEPT = Duration.ofHours(24);

  boolean isForgotten(Instant now) {
    return Age.of(at, now).exceeds(KEPT);
  }

  /** How many are still to be launched. */
  public int open() {
    return Math.max(0, count - launched);
  }

  public ScaleRequest oneMore() {
    return new ScaleRequest(count, launched + 1, at, pool);
  }

  /** A launch that came to nothing is made again. */
  public ScaleRequest oneLess() {
    return new ScaleRequest(count, Math.max(0, launched - 1), at, pool);
  }
}
