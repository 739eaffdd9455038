package io.github.ciautoscaler.fleet;

import java.time.Instant;

/**
 * What a source has, read completely and not longer ago than was asked. What is not in it is not
 * there: only from this may that be concluded. {@link Tracked#fresh} alone makes it.
 *
 * @param <T> what was read
 */
public final class Fresh<T> {

  private final Reading.Complete<T> reading;

  Fresh(Reading.Complete<T> reading) {
    this.reading = reading;
  }

  public T value() {
    return reading.value();
  }

  /** When the first request of the reading was sent, so that nothing in it is older. */
  public Instant takenAt() {
    return reading.takenAt();
  }
}
