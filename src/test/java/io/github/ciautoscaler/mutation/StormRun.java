package io.github.ciautoscaler.mutation;

import io.github.ciautoscaler.simulator.Simulation;
import io.github.ciautoscaler.simulator.StormDays;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that lets the storm's days pass until one breaks something, and says which. An
 * exception out of a pass ends a storm day, and fails the storm's test; so it counts as caught.
 */
final class StormRun {

  /** A day takes about half a second; a pass that never ends would hold its thread for ever. */
  private static final Duration MOST_CPU_OF_A_DAY = Duration.ofSeconds(90);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long last;
  private final AtomicLong next;
  private final ConcurrentHashMap<Thread, Long> begunAt = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Thread, Long> seedOf = new ConcurrentHashMap<>();

  private StormRun(long first, long last) {
    this.next = new AtomicLong(first);
    this.last = last;
  }

  /**
   * Ends the process with one line.
   *
   * @param args first seed, last seed, threads
   */
  public static void main(String[] args) throws InterruptedException {
    new StormRun(Long.parseLong(args[0]), Long.parseLong(args[1])).run(Integer.parseInt(args[2]));
  }

  private void run(int threads) throws InterruptedException {
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = Thread.ofPlatform().start(this::work);
    }
    Thread.ofPlatform().daemon().start(this::watch);
    for (Thread worker : workers) {
      worker.join();
    }
    end("NOTHING");
  }

  private void work() {
    for (long seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
      seedOf.put(Thread.currentThread(), seed);
      begunAt.put(Thread.currentThread(), THREADS.getCurrentThreadCpuTime());
      try {
        long day = seed;
        Simulation.Result result = StormDays.play(seed);
        result
            .violation()
            .ifPresent(it -> end("CAUGHT " + it.invariant() + " seed " + day + ": " + it.words()));
      } catch (RuntimeException | Error thrown) {
        end("CAUGHT exception seed " + seed + ": " + thrown);
      }
    }
    seedOf.remove(Thread.currentThread());
  }

  private void watch() {
    while (true) {
      for (Thread worker : seedOf.keySet()) {
        long used = THREADS.getThreadCpuTime(worker.threadId()) - begunAt.getOrDefault(worker, 0L);
        if (used > MOST_CPU_OF_A_DAY.toNanos()) {
          end("CAUGHT endless seed " + seedOf.get(worker) + ": the day does not end");
        }
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }

  private static synchronized void end(String line) {
    System.out.println(line);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
