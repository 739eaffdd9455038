package io.github.ciautoscaler.fleet;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a new agent finds the cluster. */
public final class ControlPlane {

  private ControlPlane() {}

  /** {@code https://<first InternalIP of the first control-plane node>:6443}, IPv6 in brackets. */
  public static Optional<String> url(List<Node> nodes) {
    return nodes.stream()
        .filter(Node::isControlPlane)
        .filter(node -> !node.internalIps().isEmpty())
        .min(Comparator.comparing(Node::name))
        .map(node -> node.internalIps().getFirst())
        .map(ip -> "https://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":6443");
  }
}
