package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hours that no policy can go below, with one job per server and started hours billed. Whatever the
 * servers are, their paid hours are leases of one hour that cover the jobs under way at each
 * moment; the fewest leases that do are found by a greedy sweep, which is exact because all are
 * equally long.
 */
final class LowerBound {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private LowerBound() {}

  /**
   * Of any policy under which no job waits longer than this: a job surely runs from its latest
   * start to its earliest end.
   *
   * @return in hours
   */
  static long hours(List<PastJob> jobs, Duration longestWait) {
    TreeMap<Long, Integer> changes = new TreeMap<>();
    for (PastJob job : jobs) {
      long rises = job.submitted().plus(longestWait).toEpochMilli();
      long falls = job.endsEarliest().toEpochMilli();
      if (rises < falls) {
        changes.merge(rises, 1, Integer::sum);
        changes.merge(falls, -1, Integer::sum);
      }
    }
    return leases(changes);
  }

  /** Of any policy at all, however long jobs wait: the work alone, in started hours. */
  static long ofWork(List<PastJob> jobs) {
    return Math.ceilDiv(jobs.stream().mapToLong(job -> job.length().toMillis()).sum(), HOUR);
  }

  private static long leases(TreeMap<Long, Integer> changes) {
    Deque<Long> ends = new ArrayDeque<>();
    long count = 0;
    long demand = 0;
    for (Map.Entry<Long, Integer> change : changes.entrySet()) {
      count += renewed(ends, demand, change.getKey());
      demand += change.getValue();
      while (ends.size() < demand) {
        ends.addLast(change.getKey() + HOUR);
        count++;
      }
    }
    return count;
  }

  /**
   * Lets the leases end that end until then, each followed by another where it is still needed.
   *
   * @return how many others
   */
  private static long renewed(Deque<Long> ends, long demand, long until) {
    long count = 0;
    while (!ends.isEmpty() && ends.getFirst() <= until) {
      long end = ends.removeFirst();
      if (end < until && ends.size() < demand) {
        ends.addLast(end + HOUR);
        count++;
      }
    }
    return count;
  }
}
