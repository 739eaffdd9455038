package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.reconcile.PassListener;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Runs a pass at every poll interval and hands its report on, and beats between; stops without
 * cutting a call off.
 */
public class AutoscalerService implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AutoscalerService.class);

  /**
   * How long calls that are under way may take when we stop; within a pod's usual grace of 30 s.
   */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Reconciler reconciler;
  private final List<PassListener> listeners;
  private final VirtualThreads threads;
  private final Pace pace;
  private final boolean autoStartup;
  private final Lock passing = new ReentrantLock();
  private volatile boolean running;

  /**
   * @param autoStartup false: it never runs a pass, as beside a sandbox's world alone
   */
  public AutoscalerService(
      Reconciler reconciler,
      List<PassListener> listeners,
      VirtualThreads threads,
      Pace pace,
      boolean autoStartup) {
    this.reconciler = reconciler;
    this.listeners = List.copyOf(listeners);
    this.threads = threads;
    this.pace = pace;
    this.autoStartup = autoStartup;
  }

  @Scheduled(fixedRateString = "#{@loopTick.toNanos()}", timeUnit = TimeUnit.NANOSECONDS)
  public void tick() {
    if (!running) {
      return;
    }
    pace.tick();
    if (reconciler.beat()) {
      pace.hurry();
    }
    passIfDue();
  }

  /** Something may have happened that a pass should see now; returns at once. */
  public void wake() {
    Thread.ofVirtual().name("wake").start(this::passIfWoken);
  }

  private void passIfWoken() {
    if (running && reconciler.isWoken()) {
      pace.hurry();
      passIfDue();
    }
  }

  private void passIfDue() {
    if (passing.tryLock()) {
      try {
        while (running && pace.take()) {
          pass();
          // What was told in the middle of it may be in none of its lists.
          if (reconciler.isWoken()) {
            pace.hurry();
          }
        }
      } finally {
        passing.unlock();
      }
    }
  }

  private void pass() {
    try {
      PassReport report = reconciler.pass();
      // A pass that was cut off by our stop is no news about the fleet.
      if (running) {
        listeners.forEach(listener -> listener.onPass(report));
      }
    } catch (RuntimeException defect) {
      log.error("A pass failed unexpectedly; the next one begins anew.", defect);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    reconciler.stop();
    boolean quiet = threads.awaitEffects(STOP_LIMIT);
    reconciler.resign();
    log.info(
        quiet
            ? "Stopped; nothing is under way."
            : "Stopped; a call is still under way and is looked up after the next start.");
  }

  @Override
  public boolean isAutoStartup() {
    return autoStartup;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
