package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often one process asks: what is wrong with it, if anything, by the moments at which the world
 * saw its questions sent. An answer may come long after, to a process that stood still.
 */
final class Asking {

  /** What hardly ever changes. */
  private static final Set<Asked> SELDOM = Set.of(Asked.FORGE, Asked.PRICES, Asked.CLUSTER);

  private static final Duration SELDOM_EVERY = Duration.ofMinutes(10);

  /** What is asked seldom is asked again so long after a question that failed, and no sooner. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  /** A quarter of an hour's requests, less what a process may not have been told yet. */
  private static final int LOW = RequestBucket.LIMIT / 4 - 100;

  private static final Duration LOW_EVERY = Duration.ofSeconds(60);

  private final EnumMap<Asked, Instant> sent = new EnumMap<>(Asked.class);
  private final EnumMap<Asked, Boolean> whole = new EnumMap<>(Asked.class);
  private final EnumMap<Asked, Instant> arrived = new EnumMap<>(Asked.class);

  /** When the first pass began that could take the answer that is no whole one. */
  private final EnumMap<Asked, Instant> taken = new EnumMap<>(Asked.class);

  private int remaining = RequestBucket.LIMIT;
  private @Nullable String wrong;

  /**
   * @param asked when this was asked
   * @param another whether the answer to the same question is still on its way
   */
  void answered(Asked what, boolean complete, Instant asked, Instant now, boolean another) {
    Instant last = sent.put(what, asked);
    boolean knew = Boolean.TRUE.equals(whole.put(what, complete));
    arrived.put(what, now);
    taken.remove(what);
    if (another) {
      wrong = what + " is asked for again before the answer came";
    } else if (last != null && isSpared(what) && isSooner(last, leastAfter(what, knew), asked)) {
      wrong = what + " is asked for at " + last + " and at " + asked + said(what, knew);
    }
  }

  /** Whether it is to be asked for less often than in each pass. */
  private boolean isSpared(Asked what) {
    return SELDOM.contains(what) || (what == Asked.SERVERS && remaining < LOW);
  }

  private static Duration leastAfter(Asked what, boolean knew) {
    return !knew ? AGAIN_AFTER : what == Asked.SERVERS ? LOW_EVERY : SELDOM_EVERY;
  }

  private String said(Asked what, boolean knew) {
    String known = knew ? ", and was known" : ", and was not known";
    return what == Asked.SERVERS ? known + ", with " + remaining + " requests left" : known;
  }

  private static boolean isSooner(Instant last, Duration after, Instant now) {
    return last.plus(after).isAfter(now);
  }

  /** The answer that was given out is still on its way. */
  void holdsBack(Asked what) {
    arrived.remove(what);
  }

  /** The answer that was given out earlier comes only now. */
  void arrives(Asked what, Instant now) {
    arrived.put(what, now);
  }

  /** The cloud said with a list of servers how many requests are left. */
  void told(int left) {
    remaining = left;
  }

  /**
   * A pass that began then has read.
   *
   * @param quiet whether no answer is on its way
   * @return null: nothing is wrong
   */
  @Nullable String wrong(Instant passBegan, boolean quiet) {
    for (Asked what : SELDOM) {
      Instant known = taken.get(what);
      if (known == null) {
        takes(what, passBegan);
      } else if (quiet && known.isBefore(passBegan) && isDue(what, passBegan)) {
        return what + " could not be read at " + sent.get(what) + ", and is not asked for again";
      }
    }
    return quiet ? wrong : null;
  }

  /** What came before a pass began is taken by that pass, also by one that began long after. */
  private void takes(Asked what, Instant passBegan) {
    Instant came = arrived.get(what);
    if (came != null && Boolean.FALSE.equals(whole.get(what)) && !came.isAfter(passBegan)) {
      taken.put(what, passBegan);
    }
  }

  private boolean isDue(Asked what, Instant passBegan) {
    return !isSooner(sent.getOrDefault(what, Instant.MAX), AGAIN_AFTER, passBegan);
  }
}
