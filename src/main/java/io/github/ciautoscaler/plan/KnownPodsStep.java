package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** Guard: its pods were not read in this pass. Waits until they are. */
final class KnownPodsStep implements Step {

  @Override
  public String says() {
    return "Wait until its pods are known.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    return evidence.podsOn(termination.machine().nodeName()).isPresent()
        ? Progress.PASSED
        : waits(termination);
  }

  static Progress waits(Termination termination) {
    return Progress.holds(
        termination.explain(new Reason(Code.SOURCE_UNKNOWN, "Its pods are not known; waits.")));
  }
}
