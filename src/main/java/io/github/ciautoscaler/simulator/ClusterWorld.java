package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Node.Ready;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A K3s cluster: nodes, pods, budgets, join tokens, and the objects that others keep in it. */
public final class ClusterWorld {

  private final World world;
  private final Pods pods;
  private final KubeObjects objects;
  private final JoinTokens joinTokens;
  private final Kubelets kubelets;
  private final Optional<CloudController> controller;
  private final TreeMap<String, ClusterNode> nodes = new TreeMap<>();
  private final Map<String, Long> nodePasswords = new HashMap<>();
  private final EnumSet<Permission> permissions = EnumSet.allOf(Permission.class);
  private Duration skew = Duration.ZERO;
  private long version = 1_000;
  private long nodesVersion;
  private final NodeIdentity identity;

  ClusterWorld(World world, ForgeWorld forge) {
    this.world = world;
    this.pods = new Pods(world, forge, this);
    this.objects = new KubeObjects(world, this);
    this.kubelets = new Kubelets(world, this, pods);
    this.joinTokens = new JoinTokens(world, this);
    this.identity = new NodeIdentity(world, this);
    this.controller =
        world.settings().has(Surrounding.CLOUD_CONTROLLER)
            ? Optional.of(new CloudController(world, this))
            : Optional.empty();
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
    provide("control-plane-1", "k3s://control-plane-1");
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

  void become(ClusterNode node, Ready state) {
    node.become(state, clock(), nodeChanged());
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
      NodeChanges.log(world, name, node.spec(), settled);
      node.replace(settled, nodeChanged());
      pods.lookAt(name);
    }
    return WriteAnswer.DONE;
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
    AgentConfig agent = kubelets.agent(name);
    Long server = nodePasswords.remove(name);
    if (agent != null && server != null) {
      world.afterSeconds(10, 40, () -> makeAgain(name, agent, server, node.internalIps()));
    }
    return WriteAnswer.DONE;
  }

  private void makeAgain(String name, AgentConfig agent, long server, List<String> addresses) {
    if (kubelets.agent(name) == agent && !nodes.containsKey(name)) {
      world.log(name, "the agent made its node again");
      nodePasswords.put(name, server);
      world.origins().joined(name, server);
      putNew(name, agent, addresses);
      identity.tell(name, server);
      world.afterSeconds(2, 10, () -> kubelets.ready(name, agent));
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
    List<Taint> taints = new ArrayList<>(agent.taints(world.settings()));
    controller.ifPresent(some -> taints.add(CloudController.UNINITIALIZED));
    NodeSpec spec = new NodeSpec(labels, Map.of(), taints, false);
    put(new ClusterNode(name, world.dice().uuid(), clock(), addresses, spec, Ready.FALSE));
    pods.lookAt(name);
    controller.ifPresent(some -> some.joined(name));
  }

  void provide(String name, String providerId) {
    node(name).ifPresent(node -> node.provide(providerId, nodeChanged()));
  }

  /** Told of each Node that the cloud's controller deletes. */
  void watchController(Consumer<String> watch) {
    controller.ifPresent(some -> some.watch(watch));
  }

  /** Whether no other machine joined under this name before. */
  boolean knowsMachine(String name, long serverId) {
    Long known = nodePasswords.get(name);
    return known == null || known == serverId;
  }

  /**
   * Whether this machine joined under this name: its agent has a certificate, and needs no token.
   */
  boolean hasJoined(String name, long serverId) {
    Long known = nodePasswords.get(name);
    return known != null && known == serverId;
  }

  void register(CloudServer server, String name, AgentConfig agent, Duration untilReady) {
    kubelets.start(name, agent);
    nodePasswords.put(name, server.id());
    world.origins().joined(name, server.id());
    if (!nodes.containsKey(name)) {
      world.log(name, "node joined");
      putNew(name, agent, List.of(identity.address(server)));
      identity.tell(name, server.id());
    }
    world.after(untilReady, () -> kubelets.booted(name, agent));
  }

  void powerOff(CloudServer server, String name) {
    Long owner = nodePasswords.get(name);
    // No owner: somebody deleted the Node a moment ago, and its agent was to make it again.
    if (owner == null || owner == server.id()) {
      kubelets.powerOff(name);
    }
  }

  /** Whether a living agent stands behind this node. The control plane's own always lives. */
  boolean isOn(String name) {
    return kubelets.isOn(name);
  }

  /** Whether its kubelet does what the API server says. */
  boolean obeys(String name) {
    return kubelets.obeys(name);
  }

  /** See {@link Kubelets#silence}. */
  public void silence(String name, Duration length) {
    kubelets.silence(name, length);
  }

  void blink(String name, Duration length) {
    kubelets.blink(name, length);
  }

  /** Where an ordinary pod may go. */
  Optional<ClusterNode> schedulable() {
    List<ClusterNode> open =
        nodes.values().stream()
            .filter(node -> node.isReady() && !node.spec().unschedulable())
            .filter(node -> node.spec().taints().isEmpty())
            .toList();
    return open.isEmpty() ? Optional.empty() : Optional.of(world.dice().oneOf(open));
  }

  // ---- pods

  Pods allPods() {
    return pods;
  }

  /** Somebody deploys so many runners for each Node of a pool; one is there anyway. */
  public void deployRunners(String pool, int onEachNode) {
    for (int i = 2; i <= onEachNode; i++) {
      pods.deploy(DaemonSet.moreRunners(pool, i));
    }
  }

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

  /** Puts a pod onto a node that comes to its end after this time, and stays. */
  public void addOnce(String node, String namespace, String owner, Duration length) {
    ClusterPod pod =
        pods.place(node, namespace, owner, Owner.JOB, Map.of(), Duration.ofSeconds(20));
    world.after(length, () -> pods.finish(pod));
  }

  /** A pod of this owner goes back to where it was, whatever keeps others away; or no longer. */
  public void setClinging(String owner, boolean value) {
    pods.setClinging(owner, value);
  }

  /** Its object stays behind a finalizer when it ends; or no longer. */
  public void setHeld(ClusterPod pod, boolean value) {
    pods.setHeld(pod, value);
  }

  /** What runs in it dies, and is started again in the same pod. */
  public void crash(ClusterPod pod) {
    pods.crash(pod);
  }

  /** Puts a static pod onto a node; the API shows its mirror. */
  public ClusterPod addMirror(String node, String namespace, String name) {
    return pods.place(node, namespace, name, Owner.NODE, Map.of(), Duration.ofSeconds(30));
  }
}
