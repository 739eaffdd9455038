package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/**
 * Guard: its server is there, and pods run on it, or may. Waits for their end, also on a Node that
 * is silent.
 */
final class WorkPodsStep implements Step {

  @Override
  public String says() {
    return "Wait for the pods that work there.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    boolean asked = termination.machine().work().counted() && !termination.isForced();
    if (!asked || termination.machine().server() == null) {
      return Progress.PASSED;
    }
    if (!situation.pods().isKnown()) {
      return KnownPodsStep.waits(termination);
    }
    return termination.machine().work().staying().isEmpty()
        ? Progress.PASSED
        : Progress.holds(
            termination.explain(
                new Reason(Code.WAITING_FOR_PODS, RunningPodsRule.said(termination.machine()))));
  }
}
