package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster.
 *
 * @param ownAnnotations what our own annotations say, read once and not in every pass
 */
public record Node(
    Meta meta,
    Readiness readiness,
    Scheduling scheduling,
    Addresses addresses,
    NodeAnnotations ownAnnotations) {

  private static final Duration LOST_AFTER = Duration.ofMinutes(5);

  public Node(Meta meta, Readiness readiness, Scheduling scheduling, Addresses addresses) {
    this(meta, readiness, scheduling, addresses, NodeAnnotations.of(meta.annotations));
  }

  /** What every object of the cluster has. */
  public record Meta(
      String name,
      String uid,
      Instant created,
      Map<String, String> labels,
      Map<String, String> annotations) {

    public Meta {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * Its Ready condition.
   *
   * @param since when it last changed; null while there is none
   * @param why what keeps it from being Ready, as the kubelet says; empty where nothing does, or
   *     nobody says
   */
  public record Readiness(Ready ready, @Nullable Instant since, String why) {
    public Readiness(Ready ready, @Nullable Instant since) {
      this(ready, since, "");
    }
  }

  /**
   * Which pods it is given.
   *
   * @param allocatable what all of them together may ask for; nothing where it is not said
   */
  public record Scheduling(boolean unschedulable, List<Taint> taints, Resources allocatable) {
    public static final Scheduling OPEN = new Scheduling(false, List.of());

    public Scheduling(boolean unschedulable, List<Taint> taints) {
      this(unschedulable, taints, Resources.NONE);
    }

    public Scheduling {
      taints = List.copyOf(taints);
    }
  }

  /**
   * Where it is reached, and what it runs on.
   *
   * @param external as its cloud controller or its own arguments say; often none
   * @param providerId spec.providerID as it stands there; null while none
   */
  public record Addresses(
      List<String> internal, List<String> external, @Nullable String providerId) {

    public Addresses {
      internal = List.copyOf(internal);
      external = List.copyOf(external);
    }

    public static Addresses of(List<String> internal) {
      return new Addresses(internal, List.of(), null);
    }
  }

  public String name() {
    return meta.name;
  }

  public String uid() {
    return meta.uid;
  }

  public Instant created() {
    return meta.created;
  }

  public Map<String, String> labels() {
    return meta.labels;
  }

  public Ready ready() {
    return readiness.ready;
  }

  /** When its Ready condition last changed; null while it has none. */
  public @Nullable Instant readySince() {
    return readiness.since;
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

  /**
   * The id of the server that it runs on; null where neither it nor an annotation of ours says so.
   */
  public @Nullable Long serverId() {
    Long provided = ProviderId.server(addresses.providerId);
    return provided != null ? provided : ownAnnotations.serverId();
  }

  /** What keeps it from being Ready; empty where nothing does, or nobody says. */
  public String whyNotReady() {
    return readiness.why;
  }

  public boolean isReady() {
    return readiness.ready == Ready.TRUE;
  }

  /** Whether it is Ready, was recorded as Ready, or once reported and went silent. */
  boolean wasEverReady() {
    return hasBeenReady() || readiness.ready == Ready.UNKNOWN;
  }

  /**
   * Whether it is Ready or was recorded as Ready: one may report, and go silent, while it joins.
   */
  boolean hasBeenReady() {
    return isReady() || ownAnnotations.readyAt() != null;
  }

  /** Whether it is not Ready for so long that its pods cannot be evicted any more. */
  public boolean isLostAt(Instant now) {
    return !isReady() && Age.of(readiness.since, now).reached(LOST_AFTER);
  }

  public boolean isControlPlane() {
    return meta.labels.containsKey("node-role.kubernetes.io/control-plane")
        || meta.labels.containsKey("node-role.kubernetes.io/master");
  }
}
