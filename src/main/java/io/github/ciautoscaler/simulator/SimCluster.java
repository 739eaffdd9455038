package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cluster port over the world's cluster. */
public final class SimCluster implements Cluster {

  private static final long STALE_MILLIS = 5_000;
  private static final String CA_HASH = "ab".repeat(32);

  private final ClusterWorld cluster;
  private final Calls calls;
  private final Witness witness;
  private final Answers answers;
  private final Snapshot<List<Node>> nodes;
  private final Snapshot<List<Pod>> runnerPods;
  private final Snapshot<List<Workload>> workloads;

  SimCluster(Calls calls, Witness witness, Answers answers) {
    this.cluster = calls.world().cluster();
    this.calls = calls;
    this.witness = witness;
    this.answers = answers;
    this.nodes =
        new Snapshot<>(
            calls.world(),
            cluster::nodesVersion,
            () -> cluster.nodes().stream().map(ClusterNode::asListed).toList());
    this.workloads =
        new Snapshot<>(
            calls.world(),
            cluster::podsVersion,
            () -> cluster.pods().stream().map(ClusterPod::asWorkload).toList());
    this.runnerPods =
        new Snapshot<>(
            calls.world(),
            cluster::podsVersion,
            () ->
                pods(pod ->
                    pod.namespace().equals(DaemonSet.RUNNER_NAMESPACE)
                        && "gitea-actions-runner".equals(pod.labels().get("app"))));
  }

  private <T> Reading<T> given(Asked asked, Reading<T> reading) {
    answers.answered(asked, reading);
    return reading;
  }

  private List<Pod> pods(Predicate<ClusterPod> which) {
    List<Pod> found = new ArrayList<>();
    for (ClusterPod pod : cluster.pods()) {
      if (which.test(pod)) {
        found.add(pod.asListed());
      }
    }
    return List.copyOf(found);
  }

  @Override
  public Reading<ClusterInfo> describe() {
    return given(
        Asked.CLUSTER,
        calls.read(() -> {
          EnumMap<Permission, String> denied = new EnumMap<>(Permission.class);
          EnumSet.complementOf(EnumSet.copyOf(cluster.permissions()))
              .forEach(permission -> denied.put(permission, "rule for " + permission));
          return new ClusterInfo(
              calls.world().settings().clusterVersion(),
              CA_HASH,
              List.of(CA_HASH),
              cluster.permissions(),
              denied);
        }));
  }

  @Override
  public Reading<List<Node>> nodes() {
    return given(
        Asked.NODES,
        calls.list(
            calls.faults().strikes(Fault.READ_STALE)
                ? () -> nodes.stale(STALE_MILLIS)
                : nodes::now));
  }

  @Override
  public Reading<List<Pod>> runnerPods() {
    return given(
        Asked.RUNNER_PODS,
        calls.list(
            calls.faults().strikes(Fault.READ_STALE)
                ? () -> runnerPods.stale(STALE_MILLIS)
                : runnerPods::now));
  }

  @Override
  public Reading<List<Pod>> podsOn(String node) {
    Reading<List<Pod>> reading = calls.list(() -> pods(pod -> pod.node().equals(node)));
    answers.podsOn(node, reading);
    return reading;
  }

  @Override
  public Reading<List<Workload>> workloads() {
    return given(Asked.WORKLOADS, calls.list(workloads::now));
  }

  private Outcome write(Supplier<Outcome> effect) {
    return calls.faults().strikes(Fault.CONFLICT)
        ? new Outcome.Transient("simulated 409")
        : calls.write(effect);
  }

  @Override
  public Outcome patch(String name, NodePatch patch) {
    return write(() -> {
      ClusterNode node = cluster.node(name).orElse(null);
      if (node == null) {
        return new Outcome.Missing("node " + name + " not found");
      }
      return patch.terminationTaint() == null
          ? replace(name, node.spec(), patch, null)
          : replaceReadVersion(node, patch);
    });
  }

  /** Taints are one list, which is sent whole and only on top of what was read. */
  private Outcome replaceReadVersion(ClusterNode node, NodePatch patch) {
    long version = node.resourceVersion();
    NodeSpec read = node.spec();
    calls.takeTime();
    return replace(node.name(), read, patch, version);
  }

  private Outcome replace(String name, NodeSpec read, NodePatch patch, @Nullable Long version) {
    cluster.node(name).ifPresent(witness::patches);
    NodeSpec next = patched(read, patch.onto(read.unschedulable()));
    return switch (cluster.replaceNode(name, next, version)) {
      case DONE -> new Outcome.Done();
      case NOT_FOUND -> new Outcome.Missing("node " + name + " not found");
      case CONFLICT -> new Outcome.Transient("somebody else changed it");
    };
  }

  private static NodeSpec patched(NodeSpec spec, NodePatch patch) {
    NodeSpec next = spec;
    for (Map.Entry<String, String> label : patch.labels().entrySet()) {
      next = next.label(label.getKey(), label.getValue());
    }
    for (var annotation : patch.annotations().entrySet()) {
      next = next.annotate(annotation.getKey(), annotation.getValue());
    }
    if (patch.unschedulable() != null) {
      next = next.cordon(patch.unschedulable());
    }
    if (patch.terminationTaint() != null) {
      next =
          patch.terminationTaint()
              ? next.taint(Labels.TERMINATION_TAINT)
              : next.untaint(Labels.TERMINATION_TAINT.key());
    }
    return next;
  }

  @Override
  public Outcome deleteNode(String name, String uid) {
    return write(() -> {
      ClusterNode node = cluster.node(name).orElse(null);
      if (node == null) {
        return new Outcome.Gone();
      }
      if (!node.uid().equals(uid)) {
        return new Outcome.Refused("another node has this name now");
      }
      witness.deletes(node);
      cluster.deleteNode(name);
      return new Outcome.Done();
    });
  }

  @Override
  public Outcome evict(String namespace, String pod, String uid) {
    return write(() -> {
      cluster.pod(namespace, pod).ifPresent(witness::evicts);
      return switch (cluster.evict(namespace, pod, uid)) {
        case ACCEPTED -> new Outcome.Done();
        case NOT_FOUND, OTHER_UID -> new Outcome.Gone();
        case BLOCKED_BY_BUDGET, SEVERAL_BUDGETS -> new Outcome.Blocked("disruption budget");
      };
    });
  }

  @Override
  public Outcome createJoinToken(String id, Secret secret, String server, Instant expires) {
    if (!cluster.permissions().contains(Permission.JOIN_TOKENS)) {
      return new Outcome.Forbidden("secrets");
    }
    return write(() ->
        cluster.joinTokens().create(id, secret.reveal(), Map.of("server", server), expires)
                == WriteAnswer.DONE
            ? new Outcome.Done()
            : new Outcome.NameTaken("secret exists"));
  }

  @Override
  public Outcome deleteJoinToken(String id) {
    return write(() -> cluster.joinTokens().delete(id) ? new Outcome.Done() : new Outcome.Gone());
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return calls.serverTime(cluster.clock());
  }

  @Override
  public Outcome publish(Event event) {
    return new Outcome.Done();
  }
}
