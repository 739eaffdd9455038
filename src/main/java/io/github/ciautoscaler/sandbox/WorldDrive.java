package io.github.ciautoscaler.sandbox;

import io.github.ciautoscaler.sandbox.wire.Turns;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives the simulated world in real time, so many times faster, and lets one at a time at it. It
 * is also the clock by which everything that runs in the world goes.
 */
public final class WorldDrive implements Turns, AutoCloseable {

  private static final long TICK_MILLIS = 50;

  private final World world;
  private final double speed;
  private final LongSupplier nanoTime;
  private final Runnable afterEachTurn;
  private final Instant start;
  private volatile @Nullable Long startNanos;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-world").factory());

  /**
   * @param speed world seconds per second
   * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
   */
  public WorldDrive(World world, double speed, LongSupplier nanoTime, Runnable afterEachTurn) {
    this.world = world;
    this.speed = speed;
    this.nanoTime = nanoTime;
    this.afterEachTurn = afterEachTurn;
    this.start = world.now();
  }

  /**
   * Until now the world stood at its first moment; from now on it moves, also while nobody asks.
   */
  void run() {
    startNanos = nanoTime.getAsLong();
    ticker.scheduleAtFixedRate(
        () -> take(() -> true), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The world's present. */
  @Override
  public Instant instant() {
    Long since = startNanos;
    return since == null ? start : start.plusNanos((long) ((nanoTime.getAsLong() - since) * speed));
  }

  @Override
  public <T> T take(Supplier<T> work) {
    lock.lock();
    try {
      world.advanceTo(instant());
      return work.get();
    } finally {
      afterEachTurn.run();
      lock.unlock();
    }
  }

  /** World seconds per second. */
  public double speed() {
    return speed;
  }

  /** How long so much of the world's time takes; at least a millisecond. */
  public Duration toWall(Duration worldTime) {
    return Duration.ofNanos(Math.max(1_000_000, (long) (worldTime.toNanos() / speed)));
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
