package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records the termination on the Node, cordons and taints in one patch, then disables every runner
 * row.
 */
final class BeginTermination {

  private BeginTermination() {}

  static Proposal of(
      Machine machine, Node node, Reason reason, Evidence evidence, Situation situation) {
    Set<Long> enabled =
        situation.canDisable() ? DisableRunnersStep.enabled(machine) : new TreeSet<>();
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.PatchNode(
            machine.nodeName(),
            begun(reason, situation)
                .with(NodeAnnotations.DISABLED_IDS, disabled(machine, enabled, situation))
                .with(NodeAnnotations.CORDONED, node.scheduling().unschedulable() ? null : "true")
                .cordon(true, true)));
    enabled.forEach(id -> effects.add(evidence.disable(id)));
    return Proposal.act(machine.name(), Kind.DEREGISTER, reason, effects);
  }

  private static NodePatch begun(Reason reason, Situation situation) {
    return NodePatch.annotate(NodeAnnotations.STAGE, Terminating.Step.DISABLING.annotation())
        .with(NodeAnnotations.STAGE_SINCE, situation.now().toString())
        .with(NodeAnnotations.STAGE_REASON, reason.code().name())
        .with(NodeAnnotations.QUIET_SINCE, null)
        .with(NodeAnnotations.FIRST_LOOK, null);
  }

  private static @Nullable String disabled(
      Machine machine, Set<Long> enabled, Situation situation) {
    Set<Long> disabledByUs = new TreeSet<>(machine.ownAnnotations().disabledIds());
    disabledByUs.addAll(enabled);
    return situation.canDisable() ? NodeAnnotations.text(disabledByUs) : null;
  }
}
