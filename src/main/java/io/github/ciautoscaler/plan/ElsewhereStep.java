package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/**
 * Guard: the forge does not say on which runner a job is, and one that runs may be there, or a
 * runner there is at work. Waits until each is known to be elsewhere.
 */
final class ElsewhereStep implements Step {

  @Override
  public String says() {
    return "Where the forge does not say it: wait until each running job is known to be elsewhere.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    boolean mayWork =
        !termination.machine().jobs().isEmpty() || WorkElsewhere.isActive(termination.machine());
    if (situation.namesRunners() || termination.isForced() || !mayWork) {
      return Progress.PASSED;
    }
    String waits = " Waits until every running job is known to be elsewhere.";
    return Progress.holds(
        termination.explain(new Reason(Code.WORK_SOMEWHERE, termination.why().message() + waits)));
  }
}
