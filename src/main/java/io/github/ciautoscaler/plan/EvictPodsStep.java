package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Guard: pods hold its removal. Evicts those whom nobody asked to go yet, and waits for them all.
 */
final class EvictPodsStep implements Step {

  @Override
  public String says() {
    return "Evict its pods, and wait for them.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    return evidence
        .podsOn(termination.machine().nodeName())
        .map(pods -> PodsLeft.of(termination.machine(), pods, situation))
        .map(
            left -> left.isNone() ? Progress.PASSED : evict(left, termination, evidence, situation))
        .orElseGet(() -> KnownPodsStep.waits(termination));
  }

  private static Progress evict(
      PodsLeft left, Termination termination, Evidence evidence, Situation situation) {
    Reason waiting =
        new Reason(Code.WAITING_FOR_PODS, termination.why().message() + " " + left.said());
    List<Effect> effects = new ArrayList<>();
    for (Pod pod : left.toEvict(termination.isForced())) {
      // Each may take a while, in which a person can enable a runner: so each has its own look.
      effects.addAll(LastLook.before(termination, evidence, situation));
      effects.add(evidence.evict(pod));
    }
    return effects.isEmpty()
        ? Progress.holds(termination.explain(waiting))
        : Progress.holds(
            termination.explain(waiting), termination.act(Kind.EVICT, waiting, effects));
  }
}
