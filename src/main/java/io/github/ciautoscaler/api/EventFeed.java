package io.github.ciautoscaler.api;

import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest events for whoever follows them. A pass only adds to it and wakes them: each follower
 * reads in a thread of its own and, where it is too slow, misses the oldest.
 */
final class EventFeed implements FleetListener {

  static final int KEPT = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<FleetEvent.Entry> kept = new ArrayDeque<>();
  private long lastId;
  private boolean closed;

  @Override
  public void onUpdate(FleetUpdate update) {
    lock.lock();
    try {
      for (FleetEvent.Entry entry : update.events()) {
        kept.addLast(entry);
        lastId = entry.id();
      }
      while (kept.size() > KEPT) {
        kept.removeFirst();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The kept events after this id, the oldest first; waits for one where there is none.
   *
   * @return none when nothing came within the time, or it was closed
   */
  List<FleetEvent.Entry> after(long id, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (lastId <= id && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return kept.stream().filter(entry -> entry.id() > id).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Of the last event that there was; 0 before the first. */
  long lastId() {
    lock.lock();
    try {
      return lastId;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the waiting for good. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
