package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster.
 *
 * @param ready its Ready condition
 * @param readySince when that condition last changed; null while it has none
 * @param marks what our own annotations say, read once and not in every pass
 */
public record Node(
    String name,
    String uid,
    Instant created,
    Ready ready,
    @Nullable Instant readySince,
    boolean unschedulable,
    List<Taint> taints,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> internalIps,
    NodeMarks marks) {

  public Node(
      String name,
      String uid,
      Instant created,
      Ready ready,
      @Nullable Instant readySince,
      boolean unschedulable,
      List<Taint> taints,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<String> internalIps) {
    this(
        name,
        uid,
        created,
        ready,
        readySince,
        unschedulable,
        taints,
        labels,
        annotations,
        internalIps,
        NodeMarks.of(annotations));
  }

  public Node {
    taints = List.copyOf(taints);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    internalIps = List.copyOf(internalIps);
  }

  /** The Ready condition's status. Unknown means that its kubelet once reported and went silent. */
  public enum Ready {
    TRUE,
    FALSE,
    UNKNOWN,
    /** No condition yet. */
    ABSENT
  }

  /** A taint without its time. */
  public record Taint(String key, @Nullable String value, String effect) {}

  public boolean isReady() {
    return ready == Ready.TRUE;
  }

  public boolean isControlPlane() {
    return labels.containsKey("node-role.kubernetes.io/control-plane")
        || labels.containsKey("node-role.kubernetes.io/master");
  }
}
