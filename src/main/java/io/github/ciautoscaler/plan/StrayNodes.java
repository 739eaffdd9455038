package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names the Nodes with our label that belong to no server, and says how that is mended. */
final class StrayNodes implements Proposer {

  @Override
  public List<Proposal> propose(Situation situation) {
    if (situation.freshness().servers().isEmpty()) {
      return List.of();
    }
    FleetState fleet = situation.fleet();
    Set<String> known = known(fleet);
    List<Proposal> warnings = new ArrayList<>();
    for (Node node : LastSeen.of(fleet.seen().nodes())) {
      boolean belongs =
          known.contains(node.name())
              || fleet.foreign().stream().anyMatch(other -> other.isOn(node));
      if (Labels.isManaged(node.labels()) && !node.isControlPlane() && !belongs) {
        String sentence = Labels.isCalledAsOurs(node) ? ours(node) : own(node);
        warnings.add(Proposal.warn(Code.NODE_WITHOUT_SERVER, sentence));
      }
    }
    return warnings;
  }

  private static Set<String> known(FleetState fleet) {
    Set<String> known = new HashSet<>();
    for (Machine machine : fleet.machines()) {
      if (machine.node() != null) {
        known.add(machine.node().name());
      }
    }
    // These are on their way out, and no riddle.
    fleet.orphans().nodes().forEach(node -> known.add(node.name()));
    return known;
  }

  private static String ours(Node node) {
    return "Node "
        + node.name()
        + " has no server: none has its name, its spec.providerID or one of its addresses. Its"
        + " runner counts as nobody's, and its server as one that never joined. Remove"
        + " --with-node-id, --node-name and hostname-override from K3S_AGENT_ARGS; if its server"
        + " is gone, kubectl delete node "
        + node.name()
        + ".";
  }

  private static String own(Node node) {
    return "Node "
        + node.name()
        + " carries "
        + Labels.MANAGED_BY
        + "="
        + Labels.MANAGED_BY_US
        + " and none of our servers stands behind it, so that it is never touched and only its"
        + " runner is counted. If it is a machine of your own, take the label off: kubectl label"
        + " node "
        + node.name()
        + " "
        + Labels.MANAGED_BY
        + "-. If we launched it, its Node must be called as its server is, or have its id in"
        + " spec.providerID.";
  }
}
