package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Node.Ready;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A K3s cluster: nodes, pods, budgets, join tokens, and the objects that others keep in it. */
public final class ClusterWorld {

  /** How long a silent kubelet's node stays Ready. */
  static final Duration NODE_GRACE = Duration.ofSeconds(40);

  private static final Taint NOT_READY =
      new Taint("node.kubernetes.io/not-ready", null, "NoSchedule");

  private final World world;
  private final Pods pods;
  private final KubeObjects objects;
  private final JoinTokens joinTokens;
  private final TreeMap<String, ClusterNode> nodes = new TreeMap<>();
  private final Map<String, Long> nodePasswords = new HashMap<>();
  private final Map<String, AgentConfig> agents = new HashMap<>();
  private final Set<String> silent = new HashSet<>();
  private final EnumSet<Permission> permissions = EnumSet.allOf(Permission.class);
  private Duration skew = Duration.ZERO;
  private long version = 1_000;
  private long nodesVersion;
  private int lastAddress = 10;

  ClusterWorld(World world, ForgeWorld forge) {
    this.world = world;
    this.pods = new Pods(world, forge, this);
    this.objects = new KubeObjects(world, this);
    this.joinTokens = new JoinTokens(world, this);
    addControlPlane();
  }

  private void addControlPlane() {
    Map<String, String> labels =
        Map.of(
            "kubernetes.io/hostname", "control-plane-1",
            "node-role.kubernetes.io/control-plane", "true");
    put(
        new ClusterNode(
            "control-plane-1",
            world.dice().uuid(),
            Catalogue.BEGINNING,
            List.of("10.0.0.2"),
            new NodeSpec(labels, Map.of(), List.of(), false),
            Ready.TRUE));
    pods.lookAt("control-plane-1");
  }

  /** Counts a change; the new resource version. */
  long changed() {
    return ++version;
  }

  /** The latest resource version; rises with every change. */
  public long version() {
    return version;
  }

  private long nodeChanged() {
    nodesVersion++;
    return changed();
  }

  /** Rises with every change of a node. */
  long nodesVersion() {
    return nodesVersion;
  }

  /** Rises with every change of a pod. */
  long podsVersion() {
    return pods.version();
  }

  /** The API server's own clock. */
  public Instant clock() {
    return skew.isZero() ? world.now() : world.now().plus(skew);
  }

  public void setSkew(Duration newSkew) {
    skew = newSkew;
  }

  /** What the autoscaler's service account may; may be changed. */
  public Set<Permission> permissions() {
    return permissions;
  }

  public KubeObjects objects() {
    return objects;
  }

  public JoinTokens joinTokens() {
    return joinTokens;
  }

  public Budgets budgets() {
    return pods.budgets();
  }

  /** May be changed. */
  public List<DaemonSet> daemonSets() {
    return pods.daemonSets();
  }

  // ---- nodes

  /** All nodes, by name. */
  public Collection<ClusterNode> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  public Optional<ClusterNode> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** Replaces what users may change; a null version always wins. */
  public WriteAnswer replaceNode(String name, NodeSpec spec, @Nullable Long expectedVersion) {
    ClusterNode node = nodes.get(name);
    if (node == null) {
      return WriteAnswer.NOT_FOUND;
    }
    if (expectedVersion != null && expectedVersion != node.resourceVersion()) {
      return WriteAnswer.CONFLICT;
    }
    NodeSpec settled = spec.settled();
    if (!settled.equals(node.spec())) {
      logChange(name, node.spec(), settled);
      node.replace(settled, nodeChanged());
      pods.lookAt(name);
    }
    return WriteAnswer.DONE;
  }

  private void logChange(String name, NodeSpec before, NodeSpec after) {
    if (before.unschedulable() != after.unschedulable()) {
      world.log(name, after.unschedulable() ? "node cordoned" : "node uncordoned");
    }
    if (!before.annotations().equals(after.annotations())) {
      world.log(name, "node annotated " + new TreeMap<>(after.annotations()));
    }
  }

  /** Deletes the object. A living agent makes it again; its pods go when nobody did. */
  public WriteAnswer deleteNode(String name) {
    ClusterNode node = nodes.remove(name);
    if (node == null) {
      return WriteAnswer.NOT_FOUND;
    }
    nodeChanged();
    world.log(name, "node deleted");
    world.afterSeconds(20, 60, () -> pods.collect(name));
    AgentConfig agent = agents.get(name);
    Long server = nodePasswords.remove(name);
    if (agent != null && server != null) {
      world.afterSeconds(10, 40, () -> makeAgain(name, agent, server, node.internalIps()));
    }
    return WriteAnswer.DONE;
  }

  private void makeAgain(String name, AgentConfig agent, long server, List<String> addresses) {
    if (agents.get(name) == agent && !nodes.containsKey(name)) {
      world.log(name, "the agent made its node again");
      nodePasswords.put(name, server);
      world.origins().joined(name, server);
      putNew(name, agent, addresses);
      world.afterSeconds(2, 10, () -> ready(name, agent));
    }
  }

  private void put(ClusterNode node) {
    nodes.put(node.name(), node);
    node.replace(node.spec(), nodeChanged());
  }

  private void putNew(String name, AgentConfig agent, List<String> addresses) {
    Map<String, String> labels = new TreeMap<>(agent.labels());
    labels.put("kubernetes.io/hostname", name);
    labels.put("kubernetes.io/arch", "amd64");
    labels.put("kubernetes.io/os", "linux");
    NodeSpec spec = new NodeSpec(labels, Map.of(), List.of(NOT_READY), false);
    put(new ClusterNode(name, world.dice().uuid(), clock(), addresses, spec, Ready.FALSE));
    pods.lookAt(name);
  }

  /** Whether no other machine joined under this name before. */
  boolean knowsMachine(String name, long serverId) {
    Long known = nodePasswords.get(name);
    return known == null || known == serverId;
  }

  void register(CloudServer server, AgentConfig agent, Duration untilReady) {
    String name = server.name();
    agents.put(name, agent);
    nodePasswords.put(name, server.id());
    world.origins().joined(name, server.id());
    if (!nodes.containsKey(name)) {
      world.log(name, "node joined");
      int address = ++lastAddress;
      putNew(name, agent, List.of("10.0." + address / 250 + "." + (address % 250 + 3)));
    }
    world.after(untilReady, () -> ready(name, agent));
  }

  private void ready(String name, AgentConfig agent) {
    ClusterNode node = nodes.get(name);
    if (node == null || agents.get(name) != agent || silent.contains(name) || node.isReady()) {
      return;
    }
    world.log(name, "node ready");
    node.replace(node.spec().untaint(NOT_READY.key()), nodeChanged());
    node.become(Ready.TRUE, clock(), nodeChanged());
    pods.restartDead(node);
    pods.lookAt(name);
  }

  private void unknown(String name) {
    ClusterNode node = nodes.get(name);
    if (node != null && node.ready() != Ready.UNKNOWN && (!isOn(name) || silent.contains(name))) {
      world.log(name, "node not ready: its kubelet stopped posting");
      node.become(Ready.UNKNOWN, clock(), nodeChanged());
    }
  }

  void powerOff(CloudServer server) {
    String name = server.name();
    Long owner = nodePasswords.get(name);
    // No owner: somebody deleted the Node a moment ago, and its agent was to make it again.
    if ((owner == null || owner == server.id()) && agents.remove(name) != null) {
      pods.powerOff(name);
      world.after(NODE_GRACE, () -> unknown(name));
    }
  }

  /** Whether a living agent stands behind this node. The control plane's own always lives. */
  boolean isOn(String name) {
    return agents.containsKey(name) || name.equals("control-plane-1");
  }

  /** Its kubelet is not heard of for a while; what runs there goes on running. */
  public void silence(String name, Duration length) {
    AgentConfig agent = agents.get(name);
    if (agent != null && silent.add(name)) {
      world.after(NODE_GRACE, () -> unknown(name));
      world.after(
          NODE_GRACE.plus(length),
          () -> {
            silent.remove(name);
            ready(name, agent);
          });
    }
  }

  /** Where an ordinary pod may go. */
  Optional<ClusterNode> schedulable() {
    return nodes.values().stream()
        .filter(node -> node.isReady() && !node.spec().unschedulable())
        .filter(node -> node.spec().taints().isEmpty())
        .findFirst();
  }

  // ---- pods

  /** All pods, oldest first. */
  public Collection<ClusterPod> pods() {
    return pods.all();
  }

  public Optional<ClusterPod> pod(String namespace, String name) {
    return pods.find(namespace, name);
  }

  /** Oldest first. */
  public List<ClusterPod> podsOn(String node) {
    return pods.on(node);
  }

  /**
   * @param uid null: whichever pod has this name
   */
  public EvictionAnswer evict(String namespace, String name, @Nullable String uid) {
    return pods.evict(namespace, name, uid);
  }

  /** What a plain delete does: no budget is asked. */
  public WriteAnswer deletePod(String namespace, String name) {
    Optional<ClusterPod> pod = pods.find(namespace, name);
    pod.ifPresent(pods::terminate);
    return pod.isPresent() ? WriteAnswer.DONE : WriteAnswer.NOT_FOUND;
  }

  /** Puts a pod that a ReplicaSet keeps onto a node. */
  public ClusterPod addReplica(
      String node, String namespace, String owner, Map<String, String> labels, Duration grace) {
    return pods.place(node, namespace, owner, Owner.REPLICA_SET, labels, grace);
  }

  /** Puts a static pod onto a node; the API shows its mirror. */
  public ClusterPod addMirror(String node, String namespace, String name) {
    return pods.place(node, namespace, name, Owner.NODE, Map.of(), Duration.ofSeconds(30));
  }
}
