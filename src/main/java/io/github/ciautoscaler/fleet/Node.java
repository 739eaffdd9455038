package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster.
 *
 * @param ready its Ready condition
 * @param readySince when that condition last changed; null while it has none
 * @param externalIps as its cloud controller or its own arguments say; often none
 * @param providerId spec.providerID as it stands there; null while none
 * @param ownAnnotations what our own annotations say, read once and not in every pass
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
    List<String> externalIps,
    @Nullable String providerId,
    NodeAnnotations ownAnnotations) {

  private static final Duration LOST_AFTER = Duration.ofMinutes(5);

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
        List.of(),
        null);
  }

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
      List<String> internalIps,
      List<String> externalIps,
      @Nullable String providerId) {
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
        externalIps,
        providerId,
        NodeAnnotations.of(annotations));
  }

  public Node {
    taints = List.copyOf(taints);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    internalIps = List.copyOf(internalIps);
    externalIps = List.copyOf(externalIps);
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

  /** The id of the server that it runs on; null where neither it nor a note of ours says so. */
  public @Nullable Long serverId() {
    Long provided = ProviderId.server(providerId);
    return provided != null ? provided : ownAnnotations.serverId();
  }

  public boolean isReady() {
    return ready == Ready.TRUE;
  }

  /** Whether it is Ready, was noted as Ready, or once reported and went silent. */
  boolean wasEverReady() {
    return isReady() || ownAnnotations.readyAt() != null || ready == Ready.UNKNOWN;
  }

  /** Whether it is not Ready for so long that its pods cannot be evicted any more. */
  public boolean isLostAt(Instant now) {
    return !isReady() && readySince != null && !readySince.plus(LOST_AFTER).isAfter(now);
  }

  public boolean isControlPlane() {
    return labels.containsKey("node-role.kubernetes.io/control-plane")
        || labels.containsKey("node-role.kubernetes.io/master");
  }
}
