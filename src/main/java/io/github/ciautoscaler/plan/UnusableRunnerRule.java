package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** A machine none of whose runners can take a job says so while it waits for its hour's end. */
final class UnusableRunnerRule implements IdleRule {

  @Override
  public String question() {
    return "Can none of its runners take a job?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    boolean usable =
        idle.machine().work().needsNoRunner()
            || idle.machine().runners().stream().anyMatch(row -> row.online() && !row.disabled());
    return usable
        ? Answer.NONE
        : Answer.keep(
            Code.RUNNER_UNUSABLE, "No runner of it is online and enabled; it is no capacity.");
  }
}
