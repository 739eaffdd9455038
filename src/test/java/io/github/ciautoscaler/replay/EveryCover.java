package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fewest leases of an hour that cover what must run, by trying every set of starts; time goes
 * in quarters of an hour.
 */
final class EveryCover {

  private static final int QUARTERS = 14 + 7 + 1;
  private static final int LEASE = 4;

  private final int[] demand = new int[QUARTERS];
  private final Map<String, Integer> known = new HashMap<>();

  EveryCover(List<PastJob> jobs, Duration longestWait) {
    long wait = longestWait.toMinutes() / 15;
    for (PastJob job : jobs) {
      long from = Duration.between(SmallTraces.START, job.submitted()).toMinutes() / 15;
      long to = from + job.length().toMinutes() / 15;
      for (long quarter = from + wait; quarter < to; quarter++) {
        demand[(int) quarter]++;
      }
    }
  }

  long fewest() {
    return fewest(0, new int[LEASE - 1]);
  }

  /**
   * @param begun leases that began one, two and three quarters ago
   */
  private int fewest(int quarter, int[] begun) {
    if (quarter == QUARTERS) {
      return 0;
    }
    String key = quarter + ":" + begun[0] + "," + begun[1] + "," + begun[2];
    Integer before = known.get(key);
    if (before != null) {
      return before;
    }
    int active = begun[0] + begun[1] + begun[2];
    int best = Integer.MAX_VALUE;
    for (int more = Math.max(0, demand[quarter] - active); more <= 6; more++) {
      int[] next = {more, begun[0], begun[1]};
      best = Math.min(best, more + fewest(quarter + 1, next));
    }
    known.put(key, best);
    return best;
  }
}
