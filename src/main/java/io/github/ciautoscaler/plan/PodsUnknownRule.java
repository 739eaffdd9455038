package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;

/** Unknown is never none: a machine that is there for pods stays while they are not known. */
final class PodsUnknownRule implements TerminationRule {

  @Override
  public String question() {
    return "Is it not known which pods run there?";
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    return machine.work().counted() && !machine.isForced() && !situation.pods().isKnown()
        ? Answer.keep(Code.SOURCE_UNKNOWN, "Which pods run there is not known; it stays.")
        : Answer.NONE;
  }
}
