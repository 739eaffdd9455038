package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase.Launching;
import io.github.ciautoscaler.plan.Reason.Code;

/** A machine whose runner may be in a scope that nobody looks at stays: nobody knows its jobs. */
final class UnseenRunnerRule implements TerminationRule {

  @Override
  public String question() {
    return "May its runner be in a scope of the forge that is not looked at?";
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    if (machine.phase() instanceof Launching
        && !situation.settings().isLaunchOverdue(machine, situation.now())) {
      return Answer.NONE;
    }
    String unseen = situation.unseen().on(machine);
    return unseen == null ? Answer.NONE : Answer.keep(Code.UNSEEN_RUNNER, unseen);
  }
}
