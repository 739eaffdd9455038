package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** A machine that a queued job is expected to take stays. */
final class NeededRule implements IdleRule {

  @Override
  public String question() {
    return "Will a queued job take it?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    return situation.needs().forQueue().contains(idle.name())
        ? Answer.keep(Code.KEPT_FOR_QUEUE, "A queued job that fits will take it.")
        : Answer.NONE;
  }
}
