package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pod as the API server has it. Read by whoever asks, changed by {@link Pods} alone. */
public final class ClusterPod {

  /** What made a pod, and so what happens when it is gone. */
  public enum Owner {
    DAEMON_SET("DaemonSet", Pod.Kind.DAEMON_SET),
    REPLICA_SET("ReplicaSet", Pod.Kind.ORDINARY),
    /** It runs once, and its pod stays when it has ended. */
    JOB("Job", Pod.Kind.ORDINARY),
    /** Of a Deployment that makes another, which waits for a Node with room. */
    DEPLOYED("ReplicaSet", Pod.Kind.ORDINARY),
    /** A static pod: what the API shows is its mirror. */
    NODE("Node", Pod.Kind.MIRROR);

    private final String kind;
    private final Pod.Kind evicted;

    Owner(String kind, Pod.Kind evicted) {
      this.kind = kind;
      this.evicted = evicted;
    }

    public String kind() {
      return kind;
    }
  }

  private final String namespace;
  private final String name;
  private final String uid;
  private String node;
  private final Map<String, String> labels;
  private final Owner owner;
  private final String ownerName;
  private final Instant created;
  private final Duration grace;
  private @Nullable Instant bound;
  private @Nullable Instant started;
  private @Nullable Instant deletion;
  private @Nullable RunnerProcess runner;
  private @Nullable Instant finished;
  private boolean held;
  private boolean tolerant;
  private boolean takenBack;
  private boolean inSpiteOfTaint;
  private long resourceVersion;
  private Resources asked = Resources.NONE;
  private Constraints constraints = Constraints.ANYWHERE;
  private @Nullable PodKind kind;
  private @Nullable Pod asListed;
  private @Nullable Workload asWorkload;

  ClusterPod(
      String namespace,
      String name,
      String uid,
      String node,
      Map<String, String> labels,
      Owner owner,
      String ownerName,
      Instant created,
      Duration grace) {
    this.namespace = namespace;
    this.name = name;
    this.uid = uid;
    this.node = node;
    this.labels = Map.copyOf(labels);
    this.owner = owner;
    this.ownerName = ownerName;
    this.created = created;
    this.grace = grace;
  }

  void start(Instant at, @Nullable RunnerProcess process) {
    started = at;
    runner = process;
  }

  Workload asWorkload() {
    Workload last = asWorkload;
    if (last != null && last.pod() == asListed()) {
      return last;
    }
    boolean asks = kind == null || kind.asks();
    Workload now = new Workload(asListed(), labels, asked, constraints, node.isEmpty() && asks);
    asWorkload = now;
    return now;
  }

  void ask(PodKind its) {
    kind = its;
    asked = its.requests();
    constraints = its.constraints(ownerName);
    tolerant = its.wants().tolerates() == PodKind.Tolerates.EVERYTHING;
  }

  /** How it and those like it are; null where nobody said. */
  @Nullable PodKind kind() {
    return kind;
  }

  /** Whether no other pod with its labels may be on its Node. */
  public boolean isApart() {
    return !constraints.ofPods().apart().isEmpty();
  }

  /** What it asks for, in thousandths of a core; 0: nothing. */
  public long milliCpu() {
    return asked.of(Resources.CPU);
  }

  void bind(String to, Instant at, boolean inSpite) {
    node = to;
    bound = at;
    inSpiteOfTaint = inSpite;
    asListed = null;
  }

  /** Since when it has a Node, by the cluster's clock. */
  Instant bound() {
    return bound == null ? created : bound;
  }

  /** Whether its Node was on its way out when it came. */
  boolean cameInSpiteOfTaint() {
    return inSpiteOfTaint;
  }

  void markForDeletion(Instant at) {
    deletion = at;
    asListed = null;
  }

  void finish(Instant at) {
    finished = at;
    asListed = null;
  }

  /** When what ran in it had come to its end; null while it has not. */
  public @Nullable Instant finished() {
    return finished;
  }

  /** Its owner is gone too: no other comes in its place. */
  void takeBack() {
    takenBack = true;
  }

  boolean isTakenBack() {
    return takenBack;
  }

  void setHeld(boolean value) {
    held = value;
  }

  /** Whether a finalizer keeps its object when it ends. */
  boolean isHeld() {
    return held;
  }

  /** Whether no taint keeps it away. */
  public boolean isTolerant() {
    return tolerant;
  }

  void setTolerant(boolean value) {
    tolerant = value;
    asListed = null;
  }

  void touched(long version) {
    resourceVersion = version;
  }

  /** What a reader is told; the same object until something about it changes. */
  Pod asListed() {
    if (asListed == null) {
      asListed =
          new Pod(
              new Pod.Id(namespace, name, uid),
              node.isEmpty() ? null : node,
              finished != null,
              deletion,
              new Pod.Origin(
                  owner.evicted, owner.kind() + " " + ownerName, created, tolerant, keeps()));
    }
    return asListed;
  }

  /** Why it must not be moved; null: it may be. */
  @Nullable String keeps() {
    if (kind != null) {
      return kind.keeps();
    }
    return owner == Owner.JOB ? "a job's work would be lost" : null;
  }

  @Nullable RunnerProcess runner() {
    return runner;
  }

  public String namespace() {
    return namespace;
  }

  public String name() {
    return name;
  }

  public String uid() {
    return uid;
  }

  public String node() {
    return node;
  }

  public Map<String, String> labels() {
    return labels;
  }

  public Owner owner() {
    return owner;
  }

  public String ownerName() {
    return ownerName;
  }

  public Instant created() {
    return created;
  }

  /** terminationGracePeriodSeconds. */
  public Duration grace() {
    return grace;
  }

  /** Null while it is Pending; Running from then on. */
  public @Nullable Instant started() {
    return started;
  }

  /** deletionTimestamp; null while nobody deleted it. */
  public @Nullable Instant deletion() {
    return deletion;
  }

  public boolean isTerminating() {
    return deletion != null;
  }

  public long resourceVersion() {
    return resourceVersion;
  }
}
