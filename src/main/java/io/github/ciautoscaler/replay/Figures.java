package io.github.ciautoscaler.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What came of one trace under one policy.
 *
 * @param billedHours started hours of all servers
 * @param cost of them, net
 * @param busy how long jobs ran, all together
 * @param waits of each job, from its submission until a runner took it, shortest first
 * @param killed jobs whose machine went while they ran
 * @param launches servers that were made
 * @param peak most servers at the same time
 */
record Figures(
    long billedHours,
    BigDecimal cost,
    Duration busy,
    Waits waits,
    long killed,
    long launches,
    long peak) {

  /** What of the paid time no job used, from 0 to 1. */
  double paidIdleShare() {
    return billedHours == 0 ? 0 : 1 - busy.toMillis() / (billedHours * 3_600_000.0);
  }

  /** How long jobs waited, in seconds. */
  static final class Waits {
    private final double[] sorted;

    Waits(List<Duration> waits) {
      this.sorted = waits.stream().mapToDouble(wait -> wait.toMillis() / 1000.0).sorted().toArray();
    }

    int count() {
      return sorted.length;
    }

    double mean() {
      return Arrays.stream(sorted).average().orElse(0);
    }

    /**
     * @param share of the jobs that waited no longer, from 0 to 1
     */
    double quantile(double share) {
      int at = (int) Math.ceil(share * sorted.length) - 1;
      return sorted.length == 0 ? 0 : sorted[Math.max(0, at)];
    }

    double max() {
      return quantile(1);
    }
  }
}
