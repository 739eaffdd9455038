package io.github.ciautoscaler.fleet;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Where a new agent finds the cluster. */
public final class ControlPlane {

  private ControlPlane() {}

  /** The first InternalIP of the first control-plane node, IPv6 in brackets. */
  public static Optional<String> address(Iterable<Node> nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .filter(Node::isControlPlane)
        .filter(node -> !node.addresses().internal().isEmpty())
        .min(Comparator.comparing(Node::name))
        .map(node -> node.addresses().internal().getFirst())
        .map(ip -> ip.contains(":") ? "[" + ip + "]" : ip);
  }
}
