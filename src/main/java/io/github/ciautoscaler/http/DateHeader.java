package io.github.ciautoscaler.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What time it is for a server, by the {@code Date} of its latest answer that came quickly. */
public final class DateHeader {

  public static final String NAME = "Date";

  /** How long an answer was on its way is not known; of a slower one it could be too much. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  private final InstantSource clock;
  private volatile @Nullable Told latest;

  /**
   * @param said in whole seconds
   * @param heard by our clock
   */
  public record Told(Instant said, Instant heard) {}

  public DateHeader(InstantSource clock) {
    this.clock = clock;
  }

  /** Our time, to be taken when a request is sent. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * To be called as soon as an answer begins.
   *
   * @param value of the header; null where there is none
   */
  public void heard(@Nullable String value, Instant sent) {
    Instant now = clock.instant();
    if (value == null || Duration.between(sent, now).compareTo(QUICK) > 0) {
      return;
    }
    try {
      latest = new Told(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from), now);
    } catch (DateTimeException noDate) {
      // Nothing is known from it.
    }
  }

  /** Null until it told its time. */
  public @Nullable Told latest() {
    return latest;
  }
}
