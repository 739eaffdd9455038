package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;

/**
 * Guard: its runners could not be disabled, so that their pods were evicted. Records when they were
 * seen gone, and waits for two looks after it.
 */
final class RunnersGoneStep implements Step {

  @Override
  public String says() {
    return "Wait until its runner's pods are gone, then look twice for a job.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    if (!situation.evictsRunners(termination.machine()) || termination.isForced()) {
      return Progress.PASSED;
    }
    Instant gone = termination.phase().looks().quietSince();
    return gone == null
        ? record(termination, evidence)
        : TwoLooks.after(gone, termination, evidence);
  }

  private static Progress record(Termination termination, Evidence evidence) {
    return evidence
        .podsOn(termination.machine().nodeName())
        .map(pods ->
            TwoLooks.record(
                termination, NodeAnnotations.QUIET_SINCE, pods.takenAt(), Code.WEAK_TERMINATION))
        .orElseGet(() -> KnownPodsStep.waits(termination));
  }
}
