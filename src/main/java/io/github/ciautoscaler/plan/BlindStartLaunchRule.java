package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lists lag behind creates: without recorded pending launches, so long after a start nothing is
 * launched.
 */
final class BlindStartLaunchRule implements LaunchRule {

  private static final Duration BLIND_AFTER_START = Duration.ofSeconds(30);

  @Override
  public String question() {
    return "Did it start just now, without recorded launches?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    Instant sees = launches.seen().startedAt().plus(BLIND_AFTER_START);
    return !launches.seen().stateIsRecorded() && listed(launches).isBefore(sees)
        ? new Reason(
            Code.OBSERVING_AFTER_START,
            "Without recorded pending launches nothing is launched in the first 30 s, because lists"
                + " lag behind creates.")
        : null;
  }

  /** When the servers were listed: not in every pass while the request budget is low. */
  private static Instant listed(Launches launches) {
    return launches.seen().servers().completeAt();
  }
}
