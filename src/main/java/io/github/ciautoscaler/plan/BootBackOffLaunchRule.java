package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.BootFailures;
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
  public @Nullable Reason against(Launch launch, Launches launches) {
    BootFailures failures = launches.health(launch.pool()).bootFailures();
    Instant last = failures.last();
    if (failures.inARow() == 0 || last == null) {
      return null;
    }
    Instant until = last.plus(backOff(failures.inARow()));
    return launches.now().isBefore(until)
        ? new Reason(
            Code.BOOT_BACKOFF,
            failures.inARow()
                + " boots failed in a row; the next purchase waits until "
                + until
                + ".")
        : null;
  }

  private static Duration backOff(int failures) {
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    Duration wait = FIRST_BACKOFF.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
  }
}
