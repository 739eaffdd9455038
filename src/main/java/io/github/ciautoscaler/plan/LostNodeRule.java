package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;

/** A machine whose Node is silent for long goes, unless the forge says that a job runs there. */
final class LostNodeRule implements TerminationCause {

  @Override
  public Code code() {
    return Code.NODE_LOST;
  }

  @Override
  public String because() {
    return "Its node was lost.";
  }

  @Override
  public boolean yieldsToPaidHour() {
    return false;
  }

  @Override
  public boolean isOver(Machine machine, Situation situation) {
    return machine.node() != null && machine.node().isReady();
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    boolean lost = machine.node() != null && machine.node().isLostAt(situation.now());
    return lost && machine.jobs().isEmpty() && machine.wasEverReady()
        ? Answer.terminate(
            code(), "Its node has been NotReady for more than five minutes, without a job.")
        : Answer.NONE;
  }
}
