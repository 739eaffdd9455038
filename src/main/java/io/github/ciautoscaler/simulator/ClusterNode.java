package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Node.Ready;
import io.github.ciautoscaler.fleet.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Node as the API server has it. Read by whoever asks, changed by {@link ClusterWorld} alone. */
public final class ClusterNode {

  private static final double MEMORY_SHOWN = 0.94;

  private final String name;
  private final String uid;
  private final Instant created;
  private final List<String> internalIps;
  private NodeSpec spec;
  private @Nullable String providerId;
  private Ready ready;
  private Instant readySince;
  private long resourceVersion;
  private Resources allocatable = Resources.NONE;
  private @Nullable Node asListed;

  ClusterNode(
      String name,
      String uid,
      Instant created,
      List<String> internalIps,
      NodeSpec spec,
      Ready ready) {
    this.name = name;
    this.uid = uid;
    this.created = created;
    this.internalIps = List.copyOf(internalIps);
    this.spec = spec;
    this.ready = ready;
    this.readySince = created;
  }

  void replace(NodeSpec newSpec, long version) {
    spec = newSpec;
    resourceVersion = version;
    asListed = null;
  }

  /** Once, by its own agent or by the cloud's controller. */
  void provide(String id, long version) {
    providerId = id;
    resourceVersion = version;
    asListed = null;
  }

  /** What its machine has for pods. */
  void has(Catalogue.ServerType type) {
    long memory = (long) (type.memory() * MEMORY_SHOWN) << 30;
    allocatable =
        new Resources(
            Map.of(
                Resources.CPU,
                type.cores() * 1000L,
                Resources.MEMORY,
                memory,
                Resources.PODS,
                110L));
  }

  /** What pods may have of it; nothing is said before its kubelet has come up. */
  public Resources allocatable() {
    return allocatable;
  }

  long milliCpu() {
    return allocatable.of(Resources.CPU);
  }

  void become(Ready state, Instant at, long version) {
    ready = state;
    readySince = at;
    resourceVersion = version;
    asListed = null;
  }

  /** What a reader is told; the same object until something about it changes. */
  Node asListed() {
    if (asListed == null) {
      asListed =
          new Node(
              new Node.Meta(name, uid, created, spec.labels(), spec.annotations()),
              new Node.Readiness(ready, readySince),
              new Node.Scheduling(spec.unschedulable(), spec.taints(), allocatable),
              new Node.Addresses(internalIps, List.of(), providerId));
    }
    return asListed;
  }

  public String name() {
    return name;
  }

  public String uid() {
    return uid;
  }

  /** By the cluster's clock. */
  public Instant created() {
    return created;
  }

  public List<String> internalIps() {
    return internalIps;
  }

  /** spec.providerID; null while nobody said it. */
  public @Nullable String providerId() {
    return providerId;
  }

  public NodeSpec spec() {
    return spec;
  }

  /** The Ready condition's status. */
  public Ready ready() {
    return ready;
  }

  /** When that condition last changed. */
  public Instant readySince() {
    return readySince;
  }

  public boolean isReady() {
    return ready == Ready.TRUE;
  }

  public long resourceVersion() {
    return resourceVersion;
  }
}
