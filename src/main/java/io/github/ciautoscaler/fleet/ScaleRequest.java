package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;

/** An operator's wish for more servers. */
public record ScaleRequest(int count, int bought, Instant at) {

  /** For so long a key is known again. */
  private static final Duration KEPT = Duration.ofHours(24);

  boolean isForgotten(Instant now) {
    return at.plus(KEPT).isBefore(now);
  }

  public ScaleRequest oneMore() {
    return new ScaleRequest(count, bought + 1, at);
  }

  /** A purchase that came to nothing is made again. */
  public ScaleRequest oneLess() {
    return new ScaleRequest(count, Math.max(0, bought - 1), at);
  }
}
