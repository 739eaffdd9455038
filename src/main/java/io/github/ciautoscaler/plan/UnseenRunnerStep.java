package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** Guard: a runner of it may be where nobody looks. Waits until it is seen, or its pod is gone. */
final class UnseenRunnerStep implements Step {

  @Override
  public String says() {
    return "Wait while a runner of it may be in a scope that is not looked at.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    String unseen = situation.unseen().on(termination.machine());
    return unseen == null
        ? Progress.PASSED
        : Progress.holds(termination.explain(new Reason(Code.UNSEEN_RUNNER, unseen)));
  }
}
