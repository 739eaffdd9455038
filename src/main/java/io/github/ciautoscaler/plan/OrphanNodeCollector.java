package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Removes Nodes of ours that have no server, with their runner rows. */
final class OrphanNodeCollector implements Proposer {

  static final Duration AFTER = Duration.ofSeconds(30);

  @Override
  public List<Proposal> propose(Situation situation) {
    return situation.evidence().map(evidence -> collect(evidence, situation)).orElse(List.of());
  }

  private static List<Proposal> collect(Evidence evidence, Situation situation) {
    List<Proposal> proposals = new ArrayList<>();
    for (Node node : situation.fleet().orphans().nodes()) {
      var since = situation.fleet().conditions().orphans().nodes().get(node.name());
      if (situation.age(since).reached(graceOf(node, situation))) {
        proposals.add(remove(node, evidence, situation));
      }
    }
    return proposals;
  }

  private static Proposal remove(Node node, Evidence evidence, Situation situation) {
    Set<String> names = runnerNames(node, evidence);
    Set<Long> ids = new TreeSet<>(node.ownAnnotations().runnerIds());
    ids.addAll(situation.registered(node.name()));
    for (Runner row : evidence.runners()) {
      if (names.contains(row.name())) {
        ids.add(row.id());
      }
    }
    Set<Long> left = evidence.rows().staying(ids, node.name());
    List<Effect> effects = new ArrayList<>();
    List<Runner> rows = evidence.runners().stream().filter(row -> left.contains(row.id())).toList();
    effects.add(
        new Effect.VerifyUnoccupied(left, names, false, WorkElsewhere.than(rows, situation)));
    if (situation.listsRunners()) {
      left.forEach(id -> effects.add(evidence.delete(id)));
    }
    effects.add(evidence.delete(node));
    return Proposal.act(
        node.name(),
        Kind.REMOVE_ORPHAN_NODE,
        new Reason(Code.ORPHAN_NODE, "NotReady, and no server of its name exists."),
        effects);
  }

  /** Without an annotation of ours it may be somebody else's, who takes it away soon. */
  private static Duration graceOf(Node node, Situation situation) {
    boolean recorded =
        !node.ownAnnotations().equals(NodeAnnotations.NONE) || situation.isRegistered(node.name());
    return recorded ? AFTER : situation.settings().longestProvisioning();
  }

  /** The names under which its runners registered; their rows may never have been recorded. */
  private static Set<String> runnerNames(Node node, Evidence evidence) {
    Set<String> names = new HashSet<>();
    names.add(node.name());
    for (Pod pod : evidence.runnerPods()) {
      if (node.name().equals(pod.node())) {
        names.add(pod.name());
      }
    }
    return names;
  }
}
