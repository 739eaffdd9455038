package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Guard: an operator drains a machine that runs a job. Waits for the job's end. Meanwhile disables
 * its runners.
 */
final class DrainedJobStep implements Step {

  @Override
  public String says() {
    return "Wait for the job of a machine that a person drains.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    if (!termination.machine().isDrained() || !termination.waitsForJob()) {
      return Progress.PASSED;
    }
    String takesNone = situation.canDisable() ? "Takes no new job and goes" : "Goes";
    List<Proposal> proposals = new ArrayList<>();
    proposals.add(
        termination.explain(new Reason(Code.OPERATOR_DRAIN, takesNone + " when its job ends.")));
    DisableRunnersStep.disable(termination, evidence, situation).ifPresent(proposals::add);
    return new Progress.Holds(proposals);
  }
}
