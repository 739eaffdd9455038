package io.github.ciautoscaler.app.loop;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Which ticks of the loop begin a pass: the poll interval may change while we run. Ticks that fall
 * into a long pass count, but lead to one pass only.
 */
public final class Pace {

  /** Every poll interval is a whole number of these. */
  public static final Duration TICK = Duration.ofSeconds(1);

  private final Supplier<Duration> interval;
  private long ticks = Long.MAX_VALUE; // the first one begins a pass

  /**
   * @param interval asked at every tick
   */
  public Pace(Supplier<Duration> interval) {
    this.interval = interval;
  }

  synchronized void tick() {
    ticks = ticks == Long.MAX_VALUE ? ticks : ticks + 1;
  }

  /** The next tick begins a pass, whatever the interval. */
  synchronized void hurry() {
    ticks = Long.MAX_VALUE;
  }

  /** Whether a pass is due, which the caller then begins. */
  synchronized boolean take() {
    boolean due = ticks >= interval.get().dividedBy(TICK);
    if (due) {
      ticks = 0;
    }
    return due;
  }
}
