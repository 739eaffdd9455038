package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The fewest hours in which jobs fit on servers one after the other, by trying every assignment in
 * the order of submission, each job as early as its server is free. Boots are free, so it is at
 * most what any packing with boots needs.
 */
final class EveryPacking {

  private static final long HOUR = 60;

  private final List<PastJob> jobs;
  private final long wait;
  private long best = Long.MAX_VALUE;

  EveryPacking(List<PastJob> jobs, Duration longestWait) {
    this.jobs = jobs.subList(0, Math.min(6, jobs.size()));
    this.wait = longestWait.toMinutes();
  }

  long fewest() {
    assign(0, new ArrayList<>());
    return best;
  }

  private void assign(int next, List<long[]> servers) {
    long paid = servers.stream().mapToLong(one -> Math.ceilDiv(one[1] - one[0], HOUR)).sum();
    if (paid >= best) {
      return;
    }
    if (next == jobs.size()) {
      best = paid;
      return;
    }
    PastJob job = jobs.get(next);
    long submitted = Duration.between(SmallTraces.START, job.submitted()).toMinutes();
    for (int i = 0; i < servers.size(); i++) {
      long[] server = servers.get(i);
      long before = server[1];
      long start = Math.max(submitted, before);
      if (start <= submitted + wait) {
        server[1] = start + job.length().toMinutes();
        assign(next + 1, servers);
        server[1] = before;
      }
    }
    servers.add(new long[] {submitted, submitted + job.length().toMinutes()});
    assign(next + 1, servers);
    servers.removeLast();
  }
}
