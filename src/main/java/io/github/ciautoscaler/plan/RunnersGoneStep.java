package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;

/**
 * Guard: its runners could not be disabled, so that their pods were evicted. Notes when they were
 * seen gone, and waits for two looks after it.
 */
final class RunnersGoneStep implements Step {

  @Override
  public Progress next(Termination termination, Situation situation) {
    if (!situation.evictsRunners(termination.machine()) || termination.isForced()) {
      return Progress.PASSED;
    }
    Instant gone = termination.phase().looks().quietSince();
    return gone == null
        ? TwoLooks.note(
            termination,
            NodeAnnotations.QUIET_SINCE,
            situation
                .seen()
                .podsOn()
                .getOrDefault(termination.machine().nodeName(), Tracked.never())
                .completeAt(),
            Code.WEAK_TEARDOWN)
        : TwoLooks.after(gone, termination, situation);
  }
}
