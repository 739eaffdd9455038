package io.github.ciautoscaler.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A value that is made anew only when what it is made from changed; older ones are remembered. */
final class Snapshot<T> {

  private record Old<T>(long until, T value) {}

  private final World world;
  private final LongSupplier version;
  private final Supplier<T> make;
  private final Deque<Old<T>> past = new ArrayDeque<>();
  private T value;
  private long lastAsked;
  private long madeOf;

  Snapshot(World world, LongSupplier version, Supplier<T> make) {
    this.world = world;
    this.version = version;
    this.make = make;
    this.value = make.get();
    this.madeOf = version.getAsLong();
    this.lastAsked = world.now().toEpochMilli();
  }

  T now() {
    long current = version.getAsLong();
    if (current != madeOf) {
      past.addLast(new Old<>(lastAsked, value));
      if (past.size() > 8) {
        past.removeFirst();
      }
      value = make.get();
      madeOf = current;
    }
    lastAsked = world.now().toEpochMilli();
    return value;
  }

  /** The value as it was seen at most so many milliseconds ago. */
  T stale(long atMost) {
    T current = now();
    long since = world.now().toEpochMilli() - atMost;
    for (Old<T> old : past) {
      if (old.until() >= since) {
        return old.value();
      }
    }
    return current;
  }
}
