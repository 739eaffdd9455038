package io.github.ciautoscaler.app.jar;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for another process: the only way is to look again and again, up to a limit. */
final class Await {

  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

  private Await() {}

  /**
   * Fails when the limit passes before the condition holds.
   *
   * @param what the condition in words, for the failure
   * @param story what else the failure shows
   */
  static void until(String what, Duration limit, Supplier<String> story, BooleanSupplier holds) {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "Not within " + limit.toSeconds() + " s: " + what + "\n" + story.get());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  /** Lets so much real time pass. */
  static void passing(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
