package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What complete lists showed of a runner, one after the other.
 *
 * @param absentAt when one was taken that did not have it yet; null where the first one had it
 * @param listedAt when the first one was taken that had it
 * @param idleSince from when on each one said that it is online and at work on nothing; null where
 *     the latest says otherwise
 * @param offlineSince from when on each one said that it is not heard of; null likewise
 */
public record RunnerWatch(
    @Nullable Instant absentAt,
    Instant listedAt,
    @Nullable Instant idleSince,
    @Nullable Instant offlineSince) {

  /** A report on a job shows for ten seconds: lists further apart may not have shown it. */
  static final Duration IDLE_GAP = Duration.ofSeconds(15);

  /** Who was heard of is online for a minute: lists further apart may not have shown it. */
  static final Duration OFFLINE_GAP = Duration.ofSeconds(45);

  /** One that a list shows for the first time. */
  static RunnerWatch first(Runner runner, @Nullable Instant absentAt, Instant at) {
    return new RunnerWatch(absentAt, at, isIdle(runner) ? at : null, runner.online() ? null : at);
  }

  /**
   * @param gap since the list before
   */
  RunnerWatch then(Runner runner, Instant at, Duration gap) {
    return new RunnerWatch(
        absentAt,
        listedAt,
        since(isIdle(runner), idleSince, at, gap.compareTo(IDLE_GAP) <= 0),
        since(!runner.online(), offlineSince, at, gap.compareTo(OFFLINE_GAP) <= 0));
  }

  private static @Nullable Instant since(
      boolean is, @Nullable Instant before, Instant at, boolean watched) {
    if (!is) {
      return null;
    }
    return before == null || !watched ? at : before;
  }

  private static boolean isIdle(Runner runner) {
    return runner.online() && !runner.busy();
  }

  /** Whether it came a moment ago and was never heard of. */
  boolean neverSpoke() {
    return absentAt != null && listedAt.equals(offlineSince);
  }

  RunnerWatch movedBy(Duration change) {
    return new RunnerWatch(
        moved(absentAt, change),
        listedAt.plus(change),
        moved(idleSince, change),
        moved(offlineSince, change));
  }

  static @Nullable Instant moved(@Nullable Instant then, Duration change) {
    return then == null ? null : then.plus(change);
  }
}
