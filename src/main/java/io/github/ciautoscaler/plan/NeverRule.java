package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** With a billing window of zero idle machines stay for ever. */
final class NeverRule implements IdleRule {

  @Override
  public String question() {
    return "Is terminating switched off?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    return situation.hourEnd().removableFrom(idle.server(), idle.since(), situation.now()).isEmpty()
        ? Answer.keep(Code.PAID_UNTIL, "BILLING_WINDOW_MINS=0: machines are never terminated.")
        : Answer.NONE;
  }
}
