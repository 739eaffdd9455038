package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Phase.InService;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A machine whose last job began takes no other: its runners are disabled while the job runs on,
 * where the forge can. Where the owner allows it more jobs since, they are enabled again.
 */
final class LastUse implements MachineProposer {

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    if (machine.server() == null || !machine.isOurs() || machine.node() == null) {
      return List.of();
    }
    return machine.isUsedUp() ? last(machine, situation) : again(machine, situation);
  }

  private static List<Proposal> last(Machine machine, Situation situation) {
    if (machine.jobs().isEmpty() || machine.isForced()) {
      return List.of();
    }
    List<Proposal> proposals = new ArrayList<>();
    Reason why = why(machine, situation);
    if (!machine.isTerminating()) {
      proposals.add(new Proposal.Explain(machine.name(), why));
    }
    Set<Long> enabled = DisableRunnersStep.enabled(machine);
    if (situation.canDisable() && !situation.isPaused() && !enabled.isEmpty()) {
      situation
          .evidence()
          .ifPresent(evidence -> proposals.add(disable(machine, enabled, why, evidence)));
    }
    return proposals;
  }

  private static Reason why(Machine machine, Situation situation) {
    int most = machine.slots().uses().most();
    String last = most == 1 ? "It runs its only job." : "It began its last job of " + most + ".";
    String then =
        situation.canDisable()
            ? " It takes no other, and goes when none runs."
            : " It goes when none runs; this forge cannot keep it from taking others until then.";
    return new Reason(Code.USED_UP, last + then);
  }

  private static Proposal disable(
      Machine machine, Set<Long> enabled, Reason why, Evidence evidence) {
    Set<Long> byUs = new TreeSet<>(machine.ownAnnotations().disabledIds());
    byUs.addAll(enabled);
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.PatchNode(
            machine.nodeName(),
            NodePatch.annotate(NodeAnnotations.DISABLED_IDS, NodeAnnotations.text(byUs))
                .with(NodeAnnotations.USED_BY, machine.slots().uses().text())
                .with(NodeAnnotations.QUIET_SINCE, null)
                .with(NodeAnnotations.FIRST_LOOK, null)));
    enabled.forEach(id -> effects.add(evidence.disable(id)));
    return Proposal.act(machine.name(), Kind.DISABLE, why, effects);
  }

  private static List<Proposal> again(Machine machine, Situation situation) {
    boolean ended =
        machine.phase() instanceof InService
            && !machine.ownAnnotations().usedBy().isEmpty()
            && !machine.ownAnnotations().disabledIds().isEmpty()
            && situation.settings().hasPool(machine.pool())
            && !situation.isPaused();
    return ended
        ? List.of(
            CancelTermination.of(
                machine,
                new Reason(Code.CAUSE_ENDED, "Its pool allows it more jobs now; it takes them.")))
        : List.of();
  }
}
