package io.github.ciautoscaler.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which Nodes of ours stand there without a server. */
final class OrphanNodes {

  private final FleetIndex index;
  private final Joins joins;

  OrphanNodes(FleetIndex index, Joins joins) {
    this.index = index;
    this.joins = joins;
  }

  List<Node> beside(Set<String> machineNames) {
    if (!index.seen.servers().wasRead()) {
      return List.of();
    }
    List<Node> orphans = new ArrayList<>();
    for (Node node : index.nodes.values()) {
      if (!node.isReady()
          && !machineNames.contains(node.name())
          && !joins.isClaimed(node)
          && Labels.isManaged(node.labels())
          && isOfOurs(node)
          && !node.isControlPlane()) {
        orphans.add(node);
      }
    }
    orphans.sort(Comparator.comparing(Node::name));
    return orphans;
  }

  /** Our label alone does not make it so: a person may have put it on a machine of his own. */
  private boolean isOfOurs(Node node) {
    return !node.ownAnnotations().areOfAnother(index.seen.installation())
        && (Labels.isCalledAsOurs(node) || !node.ownAnnotations().equals(NodeAnnotations.NONE));
  }
}
