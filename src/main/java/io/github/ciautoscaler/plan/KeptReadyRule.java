package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** A machine that its pool's minimum or warm capacity counts on stays over its hour's end. */
final class KeptReadyRule implements IdleRule {

  @Override
  public String question() {
    return "Does its pool hold it ready?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    return situation.needs().reserve().kept().contains(idle.name())
        ? Answer.keep(Code.KEPT_READY, "Its pool holds it ready for jobs to come.")
        : Answer.NONE;
  }
}
