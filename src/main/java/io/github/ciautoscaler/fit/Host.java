package io.github.ciautoscaler.fit;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a machine has for pods.
 *
 * @param name of its Node
 * @param labels its host name among them
 * @param free what is left after the pods that come to each Node by themselves
 */
public record Host(
    String name, Map<String, String> labels, List<Node.Taint> taints, Resources free) {

  public static final String HOSTNAME = "kubernetes.io/hostname";

  public Host {
    Map<String, String> all = new HashMap<>(labels);
    all.put(HOSTNAME, name);
    labels = Map.copyOf(all);
    taints = List.copyOf(taints);
  }

  /** The same, called otherwise. */
  public Host named(String other) {
    return new Host(other, labels, taints, free);
  }
}
