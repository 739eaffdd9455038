package io.github.ciautoscaler.fleet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What machines of a pool are launched for.
 *
 * @param jobs queued jobs of the forge
 * @param pods for which the cluster has no room; null: none
 */
public record PodDemand(boolean jobs, @Nullable Pods pods) {

  /** As the original: for jobs alone. */
  public static final PodDemand JOBS = new PodDemand(true, null);

  /** The word on a server for a machine that is there for pods alone. */
  private static final String PODS = "pods";

  /** The word on a server for a machine that is there for both. */
  private static final String BOTH = "jobs-and-pods";

  /**
   * Pods of these namespaces, and what a new Node is known to have before one is seen.
   *
   * @param namespaces empty: all
   * @param labels of its Nodes, by the owner
   * @param taints of its Nodes, by the owner
   * @param maxPods how many pods its kubelets take, by the owner; null: as many as usual
   */
  public record Pods(
      Set<String> namespaces,
      Map<String, String> labels,
      List<Node.Taint> taints,
      @Nullable Integer maxPods) {
    /** Of Nodes that take as many as usual. */
    public Pods(Set<String> namespaces, Map<String, String> labels, List<Node.Taint> taints) {
      this(namespaces, labels, taints, null);
    }

    public Pods {
      namespaces = Set.copyOf(namespaces);
      labels = Map.copyOf(labels);
      taints = List.copyOf(taints);
    }

    public boolean allow(String namespace) {
      return namespaces.isEmpty() || namespaces.contains(namespace);
    }
  }

  public boolean hasPods() {
    return pods != null;
  }

  /** Whether its machines serve as soon as their Nodes are Ready. */
  public boolean needsNoRunner() {
    return pods != null && !jobs;
  }

  /** What its servers are labelled with, so that they are known when the pool is gone; or null. */
  public @Nullable String word() {
    return pods == null ? null : jobs ? BOTH : PODS;
  }

  /** Whether a server that carries this is there for pods. */
  public static boolean isForPods(@Nullable String word) {
    return PODS.equals(word) || BOTH.equals(word);
  }

  /** Whether a server that carries this is there for pods alone. */
  public static boolean isForPodsAlone(@Nullable String word) {
    return PODS.equals(word);
  }
}
