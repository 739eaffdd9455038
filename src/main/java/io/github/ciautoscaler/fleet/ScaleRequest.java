package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's wish for more servers.
 *
 * @param pool of which they are to be; null where any will do
 */
public record ScaleRequest(int count, int bought, Instant at, @Nullable String pool) {

  /** For so long a key is known again. */
  private static final Duration KEPT = Duration.ofHours(24);

  boolean isForgotten(Instant now) {
    return Age.of(at, now).exceeds(KEPT);
  }

  /** How many are still to be bought. */
  public int open() {
    return Math.max(0, count - bought);
  }

  public ScaleRequest oneMore() {
    return new ScaleRequest(count, bought + 1, at, pool);
  }

  /** A purchase that came to nothing is made again. */
  public ScaleRequest oneLess() {
    return new ScaleRequest(count, Math.max(0, bought - 1), at, pool);
  }
}
