package io.github.ciautoscaler.fit;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Nodes of one pool and server type show of the next one.
 *
 * @param taints null while each of them has just become Ready
 */
record Learnt(Map<String, String> labels, @Nullable List<Taint> taints, Resources allocatable) {

  /**
   * So long after it became Ready a Node may have taints that its network or storage still takes
   * off, and lack labels that its cloud controller still gives.
   */
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(2);

  /** Labels that are the same only at one location. */
  private static final Set<String> OF_A_PLACE =
      Set.of(
          "topology.kubernetes.io/region",
          "topology.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/zone",
          "csi.hetzner.cloud/location");

  static boolean isSettled(Node node, Instant now) {
    return node.readySince() == null || Age.of(node.readySince(), now).reached(SETTLED_AFTER);
  }

  /**
   * Null where there are none.
   *
   * @param here those at the location of the next one
   * @param given labels that the owner says its Nodes have
   */
  static @Nullable Learnt of(
      List<Node> here, List<Node> elsewhere, Map<String, String> given, Instant now) {
    List<Node> all = new ArrayList<>(here);
    all.addAll(elsewhere);
    if (all.isEmpty()) {
      return null;
    }
    List<Node> settled = all.stream().filter(node -> isSettled(node, now)).toList();
    Node first = settled.isEmpty() ? all.getFirst() : settled.getFirst();
    return new Learnt(
        here.isEmpty() ? placeless(sharedLabels(all, now), given) : sharedLabels(here, now),
        settled.isEmpty() ? null : sharedTaints(settled),
        first.scheduling().allocatable());
  }

  private static Map<String, String> placeless(
      Map<String, String> labels, Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    all.keySet().retainAll(OF_A_PLACE);
    labels.keySet().removeAll(OF_A_PLACE);
    all.putAll(labels);
    return all;
  }

  /** Those of all; one that has just become Ready may lack some, and contradicts the others. */
  private static Map<String, String> sharedLabels(List<Node> nodes, Instant now) {
    List<Node> settled = nodes.stream().filter(node -> isSettled(node, now)).toList();
    List<Node> whole = settled.isEmpty() ? nodes : settled;
    Map<String, String> shared = new HashMap<>(whole.getFirst().labels());
    whole.forEach(node -> shared.entrySet().retainAll(node.labels().entrySet()));
    for (Node node : nodes) {
      shared
          .entrySet()
          .removeIf(
              it -> !it.getValue().equals(node.labels().getOrDefault(it.getKey(), it.getValue())));
    }
    return shared;
  }

  private static List<Taint> sharedTaints(List<Node> nodes) {
    Set<Taint> shared = new HashSet<>(nodes.getFirst().scheduling().taints());
    nodes.forEach(node -> shared.retainAll(Set.copyOf(node.scheduling().taints())));
    return List.copyOf(shared);
  }
}
