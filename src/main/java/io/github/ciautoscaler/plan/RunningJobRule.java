package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase.InService;
import io.github.ciautoscaler.plan.Reason.Code;

/** A machine that runs a job stays. */
final class RunningJobRule implements TerminationRule {

  @Override
  public String question() {
    return "Does a job run there?";
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    if (!(machine.phase() instanceof InService) || machine.jobs().isEmpty()) {
      return Answer.NONE;
    }
    if (!situation.namesRunners()) {
      return Answer.keep(
          Code.WORK_SOMEWHERE,
          "A job may run there: the forge does not say where it is, and nothing shows elsewhere.");
    }
    String runs = machine.jobs().size() == 1 ? "Runs a job." : "Runs jobs.";
    return Answer.keep(Code.RUNNING_JOB, runs);
  }
}
