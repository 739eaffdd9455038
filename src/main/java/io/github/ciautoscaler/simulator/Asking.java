package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often one process asks: what is wrong with it, if anything, by the world's own count of the
 * questions.
 */
final class Asking {

  /** What hardly ever changes. */
  private static final Set<Asked> SELDOM = Set.of(Asked.FORGE, Asked.PRICES, Asked.CLUSTER);

  /** Every ten minutes, less what an answer may be late by. */
  private static final Duration NOT_BEFORE = Duration.ofMinutes(4);

  /** A pass that begins so long after a failure asks again. */
  private static final Duration AGAIN_WITHIN = Duration.ofSeconds(75);

  /** A quarter of an hour's requests, less what a process may not have been told yet. */
  private static final int LOW = RequestBucket.LIMIT / 4 - 100;

  /** Once a minute, less the time that a question may have been on its way. */
  private static final Duration LOW_EVERY = Duration.ofSeconds(15);

  private final EnumMap<Asked, Instant> asked = new EnumMap<>(Asked.class);
  private final EnumMap<Asked, Boolean> whole = new EnumMap<>(Asked.class);
  private int remaining = RequestBucket.LIMIT;
  private @Nullable String wrong;

  /**
   * @param another whether the answer to the same question is still on its way
   */
  void answered(Asked what, boolean complete, Instant now, boolean another) {
    Instant last = asked.put(what, now);
    boolean knew = Boolean.TRUE.equals(whole.put(what, complete));
    if (another) {
      wrong = what + " is asked for again before the answer came";
    } else if (last != null && knew && SELDOM.contains(what) && isSooner(last, NOT_BEFORE, now)) {
      wrong = what + " is asked for again, and was known at " + last;
    } else if (last != null
        && what == Asked.SERVERS
        && remaining < LOW
        && isSooner(last, LOW_EVERY, now)) {
      wrong = "servers are listed twice within " + LOW_EVERY + ", " + remaining + " requests left";
    }
  }

  private static boolean isSooner(Instant last, Duration after, Instant now) {
    return last.plus(after).isAfter(now);
  }

  /** The cloud said with a list of servers how many requests are left. */
  void told(int left) {
    remaining = left;
  }

  /** A pass that began then has read; null: nothing is wrong. */
  @Nullable String wrong(Instant passBegan) {
    for (Asked what : SELDOM) {
      Instant last = asked.get(what);
      if (last != null
          && Boolean.FALSE.equals(whole.get(what))
          && last.plus(AGAIN_WITHIN).isBefore(passBegan)) {
        return what + " could not be read at " + last + ", and is not asked for again";
      }
    }
    return wrong;
  }
}
