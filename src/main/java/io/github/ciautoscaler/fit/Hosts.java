package io.github.ciautoscaler.fit;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.Match;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What machines have for pods: those that are there as their Nodes say, those that could be
 * launched as a Node of their pool and server type shows, else as computed.
 */
public final class Hosts {

  /** Labels of one Node alone. */
  private static final Set<String> OF_ONE = Set.of(Host.HOSTNAME, "topology.hostpath.csi/node");

  private final FleetState fleet;
  private final Instant now;
  private final Sizes sizes;
  private final Map<String, Workload> daemons = new HashMap<>();
  private final Map<String, Optional<Learnt>> learnt = new HashMap<>();
  private final Map<String, List<Workload>> onNode = new HashMap<>();

  public Hosts(FleetState fleet) {
    this.fleet = fleet;
    this.now = fleet.seen().now();
    this.sizes = new Sizes(LastSeen.of(fleet.seen().ofCloud().sizes()));
    for (Workload workload : LastSeen.of(fleet.seen().workloads())) {
      if (workload.takesRoom()) {
        onNode
            .computeIfAbsent(String.valueOf(workload.node()), none -> new ArrayList<>())
            .add(workload);
      }
      if (workload.pod().origin().kind() == Pod.Kind.DAEMON_SET) {
        daemons.merge(owner(workload), workload, Hosts::larger);
      }
    }
  }

  private static String owner(Workload workload) {
    return workload.pod().namespace() + "/" + workload.pod().origin().owner();
  }

  private static Workload larger(Workload one, Workload other) {
    long more = other.requests().of(Resources.CPU) - one.requests().of(Resources.CPU);
    return more > 0 ? other : one;
  }

  /** The room of a Node that is there, with its pods, whatever keeps others away for now. */
  public Room there(Node node) {
    return there(node, node.labels(), lasting(node.scheduling().taints()));
  }

  /**
   * The room of a machine of this pool whose Node is there. While it has just become Ready, a label
   * that it is expected to have counts as there, and a taint that is not expected does not count.
   */
  public Room there(Node node, Pool pool, @Nullable Offering offering) {
    Host expected = offering == null || Learnt.isSettled(node, now) ? null : fresh(pool, offering);
    if (expected == null) {
      return there(node);
    }
    Map<String, String> labels = new HashMap<>(expected.labels());
    labels.putAll(node.labels());
    List<Taint> taints =
        node.scheduling().taints().stream().filter(expected.taints()::contains).toList();
    return there(node, labels, taints);
  }

  private Room there(Node node, Map<String, String> labels, List<Taint> taints) {
    List<Workload> pods = onNode.getOrDefault(node.name(), List.of());
    Set<String> here = new HashSet<>();
    pods.forEach(pod -> here.add(owner(pod)));
    Resources free = allocatable(node).minus(daemonsOf(labels, taints, here));
    Room room = new Room(new Host(node.name(), labels, taints, free));
    pods.forEach(room::add);
    return room;
  }

  /** What a new machine has; null where neither a Node of it was seen nor its size is known. */
  public @Nullable Host fresh(Pool pool, Offering offering) {
    PodDemand.Pods pods = pool.demand().pods();
    if (pods == null) {
      return null;
    }
    Learnt learnt = learnt(pool, pods, offering);
    if (learnt != null) {
      List<Taint> taints = learnt.taints() == null ? pods.taints() : lasting(learnt.taints());
      return without(learnt.labels(), taints, learnt.allocatable());
    }
    MachineSize size = sizes.of(offering.serverType());
    return size == null
        ? null
        : without(
            expected(pool, pods, size), pods.taints(), UsualReserves.of(size, pods.maxPods()));
  }

  /** Whether a Node of it was seen. */
  public boolean isLearnt(Pool pool, Offering offering) {
    PodDemand.Pods pods = pool.demand().pods();
    return pods != null && learnt(pool, pods, offering) != null;
  }

  private static Resources allocatable(Node node) {
    return node.scheduling().allocatable();
  }

  private Host without(Map<String, String> labels, List<Taint> taints, Resources allocatable) {
    Map<String, String> shared = new HashMap<>(labels);
    shared.keySet().removeAll(OF_ONE);
    Resources free = allocatable.minus(daemonsOf(shared, taints, Set.of()));
    return new Host("", shared, taints, free);
  }

  /** One pod of each DaemonSet that comes to such a Node and is not there yet. */
  private Resources daemonsOf(Map<String, String> labels, List<Taint> taints, Set<String> there) {
    Resources all = Resources.NONE;
    for (Map.Entry<String, Workload> daemon : daemons.entrySet()) {
      Workload pod = daemon.getValue();
      boolean comes =
          anyNode(pod.constraints()).allows(labels) && pod.constraints().tolerates(taints);
      if (comes && !there.contains(daemon.getKey())) {
        all = all.plus(pod.requests());
      }
    }
    return all;
  }

  /** Each pod of a DaemonSet is bound to its Node by name. */
  private static Constraints anyNode(Constraints constraints) {
    Constraints.OfNode its = constraints.ofNode();
    List<List<Match>> affinity =
        its.affinity().stream()
            .map(term -> term.stream().filter(it -> !it.key().equals("metadata.name")).toList())
            .toList();
    return new Constraints(
        new Constraints.OfNode(its.selector(), affinity, its.tolerations()),
        Constraints.OfPods.ANY,
        null);
  }

  private @Nullable Learnt learnt(Pool pool, PodDemand.Pods pods, Offering offering) {
    return learnt
        .computeIfAbsent(
            pool.name() + " " + offering, none -> Optional.ofNullable(shown(pool, pods, offering)))
        .orElse(null);
  }

  private @Nullable Learnt shown(Pool pool, PodDemand.Pods pods, Offering offering) {
    Offering next = sizes.named(offering);
    List<Node> here = new ArrayList<>();
    List<Node> elsewhere = new ArrayList<>();
    for (Machine machine : fleet.machines()) {
      Node node = machine.node();
      Server server = machine.server();
      boolean shows = node != null && node.isReady() && !allocatable(node).isNone();
      if (node != null && shows && server != null && machine.pool().equals(pool.name())) {
        Offering its = sizes.named(server.offering());
        if (its.serverType().equals(next.serverType())) {
          (its.location().equals(next.location()) ? here : elsewhere).add(node);
        }
      }
    }
    return Learnt.of(here, elsewhere, pods.labels(), now);
  }

  private static Map<String, String> expected(Pool pool, PodDemand.Pods pods, MachineSize size) {
    Map<String, String> labels = new HashMap<>(pods.labels());
    labels.put(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    labels.put(Labels.POOL, pool.name());
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", Sizes.architecture(size.type()));
    return labels;
  }

  /** Without those that come and go by themselves: ours, and what a new Node has until Ready. */
  private static List<Taint> lasting(List<Taint> taints) {
    return taints.stream()
        .filter(taint -> !taint.key().startsWith("node.kubernetes.io/"))
        .filter(taint -> !taint.key().startsWith("node.cloudprovider.kubernetes.io/"))
        .filter(taint -> !taint.key().equals(Labels.TERMINATION_TAINT.key()))
        .toList();
  }
}
