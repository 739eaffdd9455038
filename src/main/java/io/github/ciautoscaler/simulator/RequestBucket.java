package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;

/** The project's request budget: a bucket of an hour's requests, refilled by one each second. */
public final class RequestBucket {

  public static final int LIMIT = 3600;

  private double tokens = LIMIT;
  private Instant filledAt;

  RequestBucket(Instant start) {
    this.filledAt = start;
  }

  /** Spends one request. False: the bucket is empty, the answer is 429. */
  public boolean take(Instant now) {
    fill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** ratelimit-remaining. */
  public int remaining(Instant now) {
    fill(now);
    return (int) tokens;
  }

  /** ratelimit-reset: when the bucket is completely full again. */
  public Instant fullAt(Instant now) {
    fill(now);
    return now.plusSeconds((long) Math.ceil(LIMIT - tokens));
  }

  /** Somebody else in the project spent them. */
  public void drainTo(int left, Instant now) {
    fill(now);
    tokens = Math.min(tokens, left);
  }

  private void fill(Instant now) {
    long millis = Duration.between(filledAt, now).toMillis();
    if (millis > 0) {
      tokens = Math.min(LIMIT, tokens + millis / 1000.0);
      filledAt = now;
    }
  }
}
