package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase.Launching;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason.Code;

/** A machine whose Node joined and whose runner never came goes at its hour's end. */
final class NoRunnerRule implements TerminationCause {

  @Override
  public Code code() {
    return Code.RUNNER_NEVER_CAME;
  }

  @Override
  public String because() {
    return "No runner of it ever registered.";
  }

  @Override
  public String question() {
    return "Did no runner of it ever come, and does its paid hour end?";
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    if (!isDue(machine, situation)) {
      return Answer.NONE;
    }
    Long stranger = situation.strangers().working(machine);
    return stranger == null
        ? Answer.terminate(code(), "No runner of it registered; its paid hour ends.")
        : new Answer.Keep(StrangerStep.mayWork(stranger));
  }

  private static boolean isDue(Machine machine, Situation situation) {
    Server server = machine.server();
    return server != null
        && machine.phase() instanceof Launching launching
        && launching.step() == Launching.Step.NO_RUNNER
        && machine.work().isNone()
        && situation.settings().isLaunchOverdue(machine, situation.now())
        && situation.hourEnd().isDue(server, launching.since(), situation.now());
  }
}
