package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;

/** A machine that was given all jobs that its pool allows it goes as soon as none runs. */
final class UsedUpRule implements TerminationCause, IdleRule {

  @Override
  public Code code() {
    return Code.USED_UP;
  }

  @Override
  public String because() {
    return "It ran as many jobs as its pool's max-uses allows.";
  }

  @Override
  public boolean yieldsToDemand() {
    return false;
  }

  @Override
  public boolean yieldsToPaidHour() {
    return false;
  }

  @Override
  public boolean isOver(Machine machine, Situation situation) {
    return !machine.isUsedUp();
  }

  @Override
  public String question() {
    return "Did it run as many jobs as max-uses allows?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    return idle.machine().isUsedUp() ? Answer.terminate(code(), because()) : Answer.NONE;
  }
}
