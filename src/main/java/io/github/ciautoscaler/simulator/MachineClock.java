package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.reconcile.SharedClock;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The clock of the machine on which a replica runs: it may be wrong, and be set while it runs. */
final class MachineClock {

  private final World world;
  private final String identity;
  private Duration ahead = Duration.ZERO;
  private @Nullable SharedClock shared;

  MachineClock(World world, String identity) {
    this.world = world;
    this.identity = identity;
  }

  /** For a new process: what its machine believes at the start, carried on by what never jumps. */
  SharedClock start() {
    Duration atStart = ahead;
    InstantSource steady = atStart.isZero() ? world : () -> world.now().plus(atStart);
    SharedClock started = SharedClock.of(() -> world.now().plus(ahead), steady);
    shared = started;
    return started;
  }

  /** By how many milliseconds the time that the process reckons with is ahead of the true one. */
  long processAhead() {
    return shared == null ? 0 : shared.instant().toEpochMilli() - world.now().toEpochMilli();
  }

  /** Right or wrong. */
  void set() {
    Dice dice = world.dice();
    long most = dice.chance(0.15) ? 900 : 90;
    set(dice.chance(0.4) ? Duration.ZERO : Duration.ofSeconds(dice.between(-most, most)));
  }

  void set(Duration newAhead) {
    ahead = newAhead;
    world.log("", "the clock where " + identity + " runs is ahead by " + ahead.toSeconds() + " s");
  }
}
