package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pool launches no more machines within a time than its owner allows. */
final class RateLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Were as many launched lately as the pool's rate allows?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    Pool.LaunchRate rate = launch.pool().limits().rate();
    if (rate == null) {
      return null;
    }
    Instant from = launches.now().minus(rate.per());
    int launched = launches.launchedAfter(from, launch.pool());
    return launched >= rate.launches()
        ? new Reason(
            Code.LAUNCH_RATE,
            "Pool %s launched %d machines within %d s, and may launch no more than that."
                .formatted(launch.pool().name(), launched, rate.per().toSeconds()))
        : null;
  }
}
