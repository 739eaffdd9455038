package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Reason.Code;

/** A machine to which a waiting pod is expected to go stays. */
final class PendingPodsRule implements IdleRule {

  @Override
  public String question() {
    return "Does a pod that waits fit there?";
  }

  @Override
  public Answer askIdle(Idle idle, Situation situation) {
    return situation.pods().needed().contains(idle.name())
        ? Answer.keep(Code.KEPT_FOR_PODS, "A pod that waits fits there.")
        : Answer.NONE;
  }
}
