package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;

/** A machine that an operator drains goes, also with a job, which it waits for. */
final class OperatorDrainRule implements TerminationCause {

  @Override
  public Code code() {
    return Code.OPERATOR_DRAIN;
  }

  @Override
  public String because() {
    return "An operator asked for it.";
  }

  @Override
  public String question() {
    return "Does a person drain it?";
  }

  @Override
  public Answer ask(Machine machine, Situation situation) {
    return machine.isDrained() ? Answer.terminate(code(), because()) : Answer.NONE;
  }
}
