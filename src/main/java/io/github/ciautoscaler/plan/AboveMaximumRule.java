package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;

/** Of more machines than the maximum allows the idle ones go at once. */
final class AboveMaximumRule implements TerminationCause, IdleRule {

  @Override
  public Code code() {
    return Code.ABOVE_MAXIMUM;
  }

  @Override
  public String because() {
    return "There are more machines than allowed.";
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
    return !situation.needs().surplus().concerns(machine);
  }

  @Override
  public String question() {
    return "Are there more machines than the maximum allows?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    Surplus surplus = situation.needs().surplus();
    String limit = surplus.limit(idle.machine(), situation.settings());
    return surplus.has(idle.machine())
        ? Answer.terminate(code(), "There are more machines than " + limit + ".")
        : Answer.NONE;
  }
}
