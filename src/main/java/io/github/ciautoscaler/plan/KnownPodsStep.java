package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Reason.Code;

/** Guard: its pods were not read in this pass. Waits until they are. */
final class KnownPodsStep implements Step {

  @Override
  public Progress next(Termination termination, Situation situation) {
    boolean fresh =
        situation
            .seen()
            .podsOn()
            .getOrDefault(termination.machine().nodeName(), Tracked.never())
            .isFresh(situation.now(), Freshness.maxAge(situation.settings()));
    return fresh
        ? Progress.PASSED
        : Progress.holds(
            termination.explain(new Reason(Code.SOURCE_UNKNOWN, "Its pods are not known; waits.")));
  }
}
