package io.github.ciautoscaler.fleet;

import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Where a new agent finds the cluster. */
public final class ControlPlane {

  private ControlPlane() {}

  /**
   * The first InternalIP of each control-plane node, IPv6 in brackets: of those that are Ready
   * first, then by name.
   */
  public static List<String> addresses(Iterable<Node> nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .filter(Node::isControlPlane)
        .filter(node -> !node.addresses().internal().isEmpty())
        .sorted(Comparator.comparing((Node node) -> !node.isReady()).thenComparing(Node::name))
        .map(node -> node.addresses().internal().getFirst())
        .map(ip -> ip.contains(":") ? "[" + ip + "]" : ip)
        .toList();
  }
}
