package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import org.jspecify.annotations.Nullable;

/** The last requests that the cloud allows are kept for deletes. */
final class RequestReserveLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Is Hetzner's request budget low?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    return launches.seen().budget().isReserved()
        ? new Reason(
            Code.RATE_LIMIT_LOW, "The rest of Hetzner's request budget is kept for deletes.")
        : null;
  }
}
