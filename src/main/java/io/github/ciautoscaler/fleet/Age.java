package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long something has been so at a moment. What is not so, or nobody knows since when, reaches
 * no age.
 */
public final class Age {

  private final @Nullable Instant since;
  private final Instant now;

  private Age(@Nullable Instant since, Instant now) {
    this.since = since;
    this.now = now;
  }

  public static Age of(@Nullable Instant since, Instant now) {
    return new Age(since, now);
  }

  /** Whether it has been so for this long, to the instant, or longer. */
  public boolean reached(Duration length) {
    return since != null && !since.plus(length).isAfter(now);
  }

  /** Whether it has been so for longer than this. */
  public boolean exceeds(Duration length) {
    return since != null && since.plus(length).isBefore(now);
  }
}
