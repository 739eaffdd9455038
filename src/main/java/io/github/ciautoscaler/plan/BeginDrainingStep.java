package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.List;
import java.util.Set;

/** Guard: none. Records that its pods are evicted from now on. */
final class BeginDrainingStep implements Step {

  @Override
  public String says() {
    return "Begin to evict its pods.";
  }

  @Override
  public Progress next(Termination termination, Evidence evidence, Situation situation) {
    NodePatch patch =
        NodePatch.annotate(NodeAnnotations.STAGE, Terminating.Step.DRAINING.annotation());
    if (situation.evictsRunners(termination.machine())) {
      patch = patch.with(NodeAnnotations.QUIET_SINCE, null).with(NodeAnnotations.FIRST_LOOK, null);
    }
    if (!situation.namesRunners()) {
      Set<Long> rows = PodsGoneStep.rowsOfPods(termination.machine());
      patch = patch.with(NodeAnnotations.DISABLED_IDS, NodeAnnotations.text(rows));
    }
    return Progress.holds(
        termination.act(
            Kind.DRAIN,
            termination.why(),
            List.of(new Effect.PatchNode(termination.machine().nodeName(), patch))));
  }
}
