package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source over time: its latest reading and its last complete one.
 *
 * @param latest null until the source answered, failed or timed out once
 * @param lastComplete null until it answered completely once
 * @param <T> what is read
 */
public record Tracked<T>(@Nullable Reading<T> latest, Reading.@Nullable Complete<T> lastComplete) {

  public static <T> Tracked<T> never() {
    return new Tracked<>(null, null);
  }

  public static <T> Tracked<T> complete(T value, Instant takenAt) {
    Reading.Complete<T> reading = new Reading.Complete<>(value, takenAt);
    return new Tracked<>(reading, reading);
  }

  /** The same source after one more reading. */
  public Tracked<T> then(Reading<T> next) {
    return switch (next) {
      case Reading.Complete<T> complete -> new Tracked<>(complete, complete);
      case Reading.Partial<T> partial -> new Tracked<>(partial, lastComplete);
      case Reading.Failed<T> failed -> new Tracked<>(failed, lastComplete);
    };
  }

  /** The last complete value, however old; of a list {@link LastSeen}. */
  public Optional<T> known() {
    return Optional.ofNullable(lastComplete).map(Reading.Complete::value);
  }

  /** Whether it was read completely at least once. */
  public boolean wasRead() {
    return lastComplete != null;
  }

  /** Whether the latest reading lacks a part. */
  public boolean isPartial() {
    return latest instanceof Reading.Partial;
  }

  /** When the last complete reading was taken; long ago when there was none. */
  public Instant completeAt() {
    return lastComplete == null ? Instant.EPOCH : lastComplete.takenAt();
  }

  /** The latest reading, if it is complete and at most so old. */
  public Optional<Fresh<T>> fresh(Instant now, Duration maxAge) {
    return latest instanceof Reading.Complete<T> complete
            && !Age.of(complete.takenAt(), now).exceeds(maxAge)
        ? Optional.of(new Fresh<>(complete))
        : Optional.empty();
  }

  /** The latest complete or partial value if it is at most so old: good enough to raise demand. */
  public Optional<T> seen(Instant now, Duration maxAge) {
    if (latest == null || Age.of(latest.takenAt(), now).exceeds(maxAge)) {
      return Optional.empty();
    }
    return switch (latest) {
      case Reading.Complete<T> complete -> Optional.of(complete.value());
      case Reading.Partial<T> partial -> Optional.of(partial.value());
      case Reading.Failed<T> failed -> Optional.empty();
    };
  }

  /** The same readings, as taken so much later: the clock was set. */
  public Tracked<T> movedBy(Duration change) {
    if (latest == null) {
      return this;
    }
    Reading<T> moved = latest.movedBy(change);
    return moved instanceof Reading.Complete<T> complete
        ? new Tracked<>(complete, complete)
        : new Tracked<>(moved, lastComplete == null ? null : lastComplete.movedBy(change));
  }

  /** Whether the source answered, failed or timed out at least once. */
  public boolean wasAsked() {
    return latest != null;
  }
}
