package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;

/** Guard: a job may run there although no runner of it is known. Waits for that job's end. */
final class StrangerStep implements Step {

  @Override
  public String says() {
    return "Wait for a job that may run there, of a runner that nobody knows.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    Machine machine = termination.machine();
    Long runner = termination.isForced() ? null : situation.strangers().working(machine);
    return runner == null ? Progress.PASSED : Progress.holds(termination.explain(mayWork(runner)));
  }

  static Reason mayWork(long runner) {
    return new Reason(
        Code.RUNNER_NEVER_CAME,
        "Runner "
            + runner
            + " belongs to no known pod, came after this machine and runs a job: it may be its."
            + " Stays until that ends; check RUNNER_POD_SELECTOR and that a runner's name is"
            + " its pod's.");
  }
}
