package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Guard: its server is there, and pods run on it, or may. Asks those to go that may be moved, and
 * waits for all, also on a Node that is silent. One that its controller made anew in spite of our
 * taint would come back after each eviction, and is not waited for.
 */
final class WorkPodsStep implements Step {

  @Override
  public String says() {
    return "Wait for the pods that work there.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    boolean asked = termination.machine().work().counted() && !termination.isForced();
    if (!asked || termination.machine().server() == null) {
      return Progress.PASSED;
    }
    if (!situation.pods().isKnown()) {
      return KnownPodsStep.waits(termination);
    }
    List<Pod> staying =
        termination.machine().work().staying().stream()
            .filter(pod -> pod.keeps() != null || !cameBack(pod, termination))
            .toList();
    return staying.isEmpty() ? Progress.PASSED : waits(staying, termination, evidence, situation);
  }

  private static boolean cameBack(Pod pod, Termination termination) {
    return pod.cameInSpiteOfTaint(termination.phase().since());
  }

  private static Progress waits(
      List<Pod> staying, Termination termination, Evidence evidence, Situation situation) {
    Reason waiting = new Reason(Code.WAITING_FOR_PODS, RunningPodsRule.said(termination.machine()));
    List<Effect> effects = new ArrayList<>();
    Set<String> seen = seenNow(termination, evidence);
    for (Pod pod : staying) {
      if (pod.keeps() == null && seen.contains(pod.uid())) {
        effects.addAll(LastLook.before(termination, evidence, situation));
        effects.add(evidence.evict(pod));
      }
    }
    return effects.isEmpty()
        ? Progress.holds(termination.explain(waiting))
        : Progress.holds(
            termination.explain(waiting), termination.act(Kind.EVICT, waiting, effects));
  }

  /** Nobody is asked to go whom the list of its own pods does not show. */
  private static Set<String> seenNow(Termination termination, Evidence evidence) {
    Set<String> uids = new HashSet<>();
    evidence
        .podsOn(termination.machine().nodeName())
        .ifPresent(pods -> pods.value().forEach(pod -> uids.add(pod.uid())));
    return uids;
  }
}
