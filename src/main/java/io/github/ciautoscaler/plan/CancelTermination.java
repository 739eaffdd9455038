package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Undoes what our own annotations say that we did, and nothing that a person did. A machine that
 * was given its last job stays disabled.
 */
final class CancelTermination {

  private CancelTermination() {}

  static Proposal of(Machine machine, Reason reason) {
    NodeAnnotations ours = machine.ownAnnotations();
    List<Effect> effects = new ArrayList<>();
    NodePatch undo = undo(ours);
    if (machine.isUsedUp()) {
      undo = withDisabled(undo, ours);
    } else {
      machine.runners().stream()
          .filter(runner -> runner.disabled() && ours.disabledIds().contains(runner.id()))
          .forEach(runner -> effects.add(new Effect.EnableRunner(runner.id())));
    }
    effects.add(new Effect.PatchNode(machine.nodeName(), undo));
    return Proposal.act(machine.name(), Kind.CANCEL, reason, effects);
  }

  private static NodePatch withDisabled(NodePatch undo, NodeAnnotations ours) {
    return ours.disabledIds().isEmpty()
        ? undo
        : undo.with(NodeAnnotations.DISABLED_IDS, NodeAnnotations.text(ours.disabledIds()));
  }

  private static NodePatch undo(NodeAnnotations ours) {
    return NodePatch.annotate(NodeAnnotations.STAGE, null)
        .with(NodeAnnotations.STAGE_SINCE, null)
        .with(NodeAnnotations.STAGE_REASON, null)
        .with(NodeAnnotations.QUIET_SINCE, null)
        .with(NodeAnnotations.FIRST_LOOK, null)
        .with(NodeAnnotations.DISABLED_IDS, null)
        .with(NodeAnnotations.CORDONED, null)
        .with(NodeAnnotations.REMOVING_SINCE, null)
        .cordon(ours.cordoned() ? false : null, false);
  }
}
