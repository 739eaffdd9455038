package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** An idle machine goes when its paid hour ends, in time to be gone before the next. */
final class HourEndRule implements TerminationCause, IdleRule {

  @Override
  public Code code() {
    return Code.HOUR_ENDS;
  }

  @Override
  public String because() {
    return "Idle at the end of its paid hour.";
  }

  @Override
  public String question() {
    return "Is it idle, and does its paid hour end?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    return idle.isDue(situation)
        ? Answer.terminate(
            code(), "Idle, and its paid hour ends at " + idle.paidUntil(situation.now()) + ".")
        : Answer.NONE;
  }
}
