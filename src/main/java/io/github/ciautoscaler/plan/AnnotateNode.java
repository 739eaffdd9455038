package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.Uses;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keeps true what our annotations on a Node say, and which runners were seen there. */
final class AnnotateNode implements MachineProposer {

  @Override
  public List<Proposal> propose(Machine machine, Situation situation) {
    Node node = machine.node();
    if (node == null || !machine.isOurs() || !situation.seen().servers().wasRead()) {
      return List.of();
    }
    List<Proposal> proposals = new ArrayList<>();
    Set<Long> ids = machine.runnerIds();
    if (!situation.registered(machine.name()).containsAll(ids)) {
      proposals.add(new Proposal.Remember(new StateChange.RunnersSeen(machine.name(), ids)));
    }
    NodePatch faces = faces(machine, node, situation);
    NodePatch patch =
        idleTime(machine, uses(machine, runners(machine, faces, situation)), situation);
    if (!patch.isNothing()) {
      proposals.add(write(signed(patch, machine, situation), machine));
    }
    return proposals;
  }

  private static Proposal write(NodePatch patch, Machine machine) {
    return Proposal.act(
        machine.name(),
        Kind.ANNOTATE,
        new Reason(Code.ANNOTATING, "Records on the Node what a restart must know."),
        List.of(new Effect.PatchNode(machine.nodeName(), patch)));
  }

  private static NodePatch faces(Machine machine, Node node, Situation situation) {
    NodePatch patch = NodePatch.NOTHING;
    if (!Labels.isManaged(node.labels())) {
      patch = patch.label(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    }
    Server server = machine.server();
    if (server != null && !Long.valueOf(server.id()).equals(machine.ownAnnotations().serverId())) {
      patch = patch.with(NodeAnnotations.SERVER_ID, String.valueOf(server.id()));
    }
    return node.isReady() && machine.ownAnnotations().readyAt() == null
        ? patch.with(NodeAnnotations.READY_AT, situation.now().toString())
        : patch;
  }

  /** The list of Nodes may be old: what is remembered beside is not forgotten by the write. */
  private static NodePatch runners(Machine machine, NodePatch patch, Situation situation) {
    Set<Long> recorded = machine.ownAnnotations().runnerIds();
    if (recorded.containsAll(machine.runnerIds())) {
      return patch;
    }
    Set<Long> all = new TreeSet<>(recorded);
    all.addAll(machine.runnerIds());
    all.addAll(situation.registered(machine.name()));
    return patch.with(NodeAnnotations.RUNNER_IDS, NodeAnnotations.text(all));
  }

  private static NodePatch uses(Machine machine, NodePatch patch) {
    Uses uses = machine.slots().uses();
    return machine.ownAnnotations().usedBy().containsAll(uses.begun())
        ? patch
        : patch.with(NodeAnnotations.USED_BY, uses.text());
  }

  private static NodePatch idleTime(Machine machine, NodePatch patch, Situation situation) {
    Instant since = machine.ownAnnotations().idleSince();
    if (machine.isIdle() && since == null) {
      return patch.with(NodeAnnotations.IDLE_SINCE, situation.now().toString());
    }
    boolean works = isAtWork(machine, situation) || machine.worksForPods();
    return works && since != null ? patch.with(NodeAnnotations.IDLE_SINCE, null) : patch;
  }

  /**
   * Where the forge lists who is at work, and not at what, a job that only may be there makes no
   * idle time begin anew.
   */
  private static boolean isAtWork(Machine machine, Situation situation) {
    boolean unsaid = !situation.namesRunners() && situation.listsRunners();
    return machine.isBusy() && (!unsaid || WorkElsewhere.isActive(machine));
  }

  /** Whoever else has machines in this cluster can tell our annotations from its own. */
  private static NodePatch signed(NodePatch patch, Machine machine, Situation situation) {
    String ours = situation.seen().installation();
    return ours.equals(machine.ownAnnotations().installation())
        ? patch
        : patch.with(NodeAnnotations.INSTALLATION, ours);
  }
}
