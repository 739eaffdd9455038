package io.github.ciautoscaler.plan;

/** Guard: the forge says that a job runs there. Waits for its end. */
final class JobStep implements Step {

  @Override
  public String says() {
    return "Wait for the job that runs there.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    return termination.waitsForJob()
        ? Progress.holds(
            termination.explain(new Reason(termination.why().code(), "Goes when its job ends.")))
        : Progress.PASSED;
  }
}
