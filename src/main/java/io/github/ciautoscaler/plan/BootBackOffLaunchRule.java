package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.PoolHealth;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** After boots that failed, the pool waits: twice as long after each one. */
final class BootBackOffLaunchRule implements LaunchRule {

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(60);
  private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 10;

  @Override
  public String question() {
    return "Is it waiting after boots that failed?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    PoolHealth health = launches.health(launch.pool());
    Instant until = until(health, launches.now());
    return until == null
        ? null
        : new Reason(
            Code.BOOT_BACKOFF,
            health.bootFailures().inARow()
                + " boots failed in a row; the next launch waits until "
                + until
                + ".");
  }

  /** Until when a pool of this health waits; null where it does not. */
  static @Nullable Instant until(PoolHealth health, Instant now) {
    BootFailures failures = health.bootFailures();
    Instant last = failures.last();
    if (failures.inARow() == 0 || last == null) {
      return null;
    }
    Instant until = last.plus(backOff(failures.inARow()));
    return now.isBefore(until) ? until : null;
  }

  private static Duration backOff(int failures) {
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    Duration wait = FIRST_BACKOFF.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
  }
}
