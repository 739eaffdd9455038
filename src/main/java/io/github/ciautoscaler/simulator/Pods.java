package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pods: who makes them, how they end, and what runs in them. */
final class Pods {

  private final World world;
  private final ForgeWorld forge;
  private final ClusterWorld cluster;
  private final Budgets budgets = new Budgets();
  private final List<DaemonSet> daemonSets =
      new ArrayList<>(List.of(DaemonSet.runners(), DaemonSet.nodeExporter()));
  private final Map<String, ClusterPod> pods = new LinkedHashMap<>();
  private final Set<String> clinging = new HashSet<>();
  private long version;

  Pods(World world, ForgeWorld forge, ClusterWorld cluster) {
    this.world = world;
    this.forge = forge;
    this.cluster = cluster;
    if (world.settings().has(Surrounding.TWO_RUNNERS)) {
      daemonSets.add(DaemonSet.runners("gitea-runner-second"));
    }
  }

  Budgets budgets() {
    return budgets;
  }

  List<DaemonSet> daemonSets() {
    return daemonSets;
  }

  void deploy(DaemonSet set) {
    daemonSets.add(set);
  }

  /** Rises with every change of a pod. */
  long version() {
    return version;
  }

  Collection<ClusterPod> all() {
    return Collections.unmodifiableCollection(pods.values());
  }

  Optional<ClusterPod> find(String namespace, String name) {
    return Optional.ofNullable(pods.get(key(namespace, name)));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  List<ClusterPod> on(String node) {
    return pods.values().stream().filter(pod -> pod.node().equals(node)).toList();
  }

  /** Lets the DaemonSet controller look at this node a moment later. */
  void lookAt(String node) {
    world.afterSeconds(1, 3, () -> reconcile(node));
  }

  private void reconcile(String name) {
    ClusterNode node = cluster.node(name).orElse(null);
    if (node == null) {
      return;
    }
    for (DaemonSet set : daemonSets) {
      if (set.belongsOn(node.spec()) && !hasPodOf(set, name)) {
        add(
            new ClusterPod(
                set.namespace(),
                set.name() + "-" + world.dice().word(5),
                world.dice().uuid(),
                name,
                set.labels(),
                Owner.DAEMON_SET,
                set.name(),
                cluster.clock(),
                set.grace()));
      }
    }
    startPending(node);
  }

  private boolean hasPodOf(DaemonSet set, String node) {
    for (ClusterPod pod : pods.values()) {
      if (pod.node().equals(node)
          && pod.owner() == Owner.DAEMON_SET
          && pod.ownerName().equals(set.name())) {
        return true;
      }
    }
    return false;
  }

  void add(ClusterPod pod) {
    pods.put(key(pod.namespace(), pod.name()), pod);
    changed(pod);
  }

  /** The kubelet of a Ready node starts what waits there: it pulls the image first. */
  void startPending(ClusterNode node) {
    if (!node.isReady()) {
      return;
    }
    for (ClusterPod pod : on(node.name())) {
      if (pod.started() == null && !pod.isTerminating()) {
        world.afterSeconds(3, 15, () -> start(pod));
      }
    }
  }

  private void start(ClusterPod pod) {
    if (pod.started() != null
        || pod.isTerminating()
        || !isThere(pod)
        || !cluster.isOn(pod.node())) {
      return;
    }
    boolean runs =
        daemonSets.stream().anyMatch(set -> set.runner() && set.name().equals(pod.ownerName()));
    pod.start(cluster.clock(), runs ? forge.startRunner(pod.name(), pod.node()) : null);
    changed(pod);
  }

  private boolean isThere(ClusterPod pod) {
    return pods.get(key(pod.namespace(), pod.name())) == pod;
  }

  /** What the eviction API does. */
  EvictionAnswer evict(String namespace, String name, @Nullable String uid) {
    ClusterPod pod = find(namespace, name).orElse(null);
    if (pod == null) {
      return EvictionAnswer.NOT_FOUND;
    }
    if (uid != null && !uid.equals(pod.uid())) {
      return EvictionAnswer.OTHER_UID;
    }
    if (pod.isTerminating() || pod.owner() == Owner.NODE) {
      return EvictionAnswer.ACCEPTED;
    }
    List<Budgets.Budget> covering = budgets.covering(pod);
    if (covering.size() > 1) {
      return EvictionAnswer.SEVERAL_BUDGETS;
    }
    if (covering.size() == 1 && !covering.getFirst().allowsDisruption()) {
      return EvictionAnswer.BLOCKED_BY_BUDGET;
    }
    world.log(pod.node(), "pod " + pod.name() + " evicted");
    terminate(pod);
    return EvictionAnswer.ACCEPTED;
  }

  /** Marks it for deletion; a living kubelet ends it within its grace period. */
  void terminate(ClusterPod pod) {
    if (pod.isTerminating()) {
      return;
    }
    pod.markForDeletion(cluster.clock().plus(pod.grace()));
    changed(pod);
    windDown(pod);
  }

  private void windDown(ClusterPod pod) {
    if (!cluster.obeys(pod.node())) {
      return;
    }
    RunnerProcess runner = pod.runner();
    if (runner == null) {
      long most = Math.max(1, pod.grace().toSeconds());
      world.afterSeconds(1, most, () -> ended(pod));
    } else if (runner.job() == null) {
      runner.stopWhenIdle(() -> {});
      world.afterMillis(world.dice().between(200, 2_000), () -> ended(pod));
    } else {
      runner.stopWhenIdle(() -> world.afterMillis(500, () -> ended(pod)));
      world.after(pod.grace(), () -> ended(pod));
    }
  }

  private void ended(ClusterPod pod) {
    if (isThere(pod) && cluster.obeys(pod.node()) && !pod.isHeld()) {
      remove(pod);
    }
  }

  /** Its kubelet is heard of again, and hears what was asked meanwhile. */
  void resume(String node) {
    on(node).stream().filter(ClusterPod::isTerminating).forEach(this::windDown);
  }

  void setHeld(ClusterPod pod, boolean value) {
    pod.setHeld(value);
    if (pod.isTerminating()) {
      ended(pod);
    }
  }

  void setClinging(String owner, boolean value) {
    clinging.remove(owner);
    if (value) {
      clinging.add(owner);
    }
    for (ClusterPod pod : pods.values()) {
      if (pod.ownerName().equals(owner)) {
        pod.setTolerant(value);
        changed(pod);
      }
    }
  }

  void crash(ClusterPod pod) {
    RunnerProcess runner = pod.runner();
    if (runner == null || !isThere(pod) || pod.isTerminating()) {
      return;
    }
    world.log(pod.node(), "pod " + pod.name() + " crashes");
    forge.killRunner(runner);
    world.afterSeconds(2, 60, () -> startAgain(pod, runner));
  }

  private void startAgain(ClusterPod pod, RunnerProcess dead) {
    if (isThere(pod) && pod.runner() == dead && !pod.isTerminating() && cluster.obeys(pod.node())) {
      pod.start(cluster.clock(), forge.startRunner(pod.name(), pod.node()));
      changed(pod);
    }
  }

  /** The object goes, and what ran in it. */
  void remove(ClusterPod pod) {
    if (!isThere(pod)) {
      return;
    }
    pods.remove(key(pod.namespace(), pod.name()));
    RunnerProcess runner = pod.runner();
    if (runner != null) {
      forge.killRunner(runner);
    }
    version++;
    cluster.changed();
    switch (pod.owner()) {
      case DAEMON_SET -> lookAt(pod.node());
      case REPLICA_SET -> world.afterSeconds(1, 3, () -> replace(pod));
      case JOB, DEPLOYED, NODE -> {}
    }
  }

  /** What runs in it comes to its end, once its kubelet can say so; its object stays. */
  void finish(ClusterPod pod) {
    if (!cluster.obeys(pod.node()) && isThere(pod)) {
      world.after(Duration.ofSeconds(10), () -> finish(pod));
    } else if (isThere(pod) && !pod.isTerminating()) {
      pod.finish(cluster.clock());
      changed(pod);
    }
  }

  /** The machine lost its power: what ran there is dead, the objects stay. */
  void powerOff(String node) {
    for (ClusterPod pod : on(node)) {
      RunnerProcess runner = pod.runner();
      if (runner != null) {
        forge.killRunner(runner);
      }
    }
  }

  /** Its machine is back, or its Node was made again: what had ended there starts anew. */
  void restartDead(ClusterNode node) {
    for (ClusterPod pod : on(node.name())) {
      RunnerProcess runner = pod.runner();
      if (runner != null && !runner.isAlive() && !pod.isTerminating()) {
        pod.start(cluster.clock(), forge.startRunner(pod.name(), pod.node()));
        changed(pod);
      }
    }
  }

  /** Pod garbage collection: what is bound to a Node that is not there goes. */
  void collect(String node) {
    if (cluster.node(node).isEmpty()) {
      on(node).forEach(this::remove);
    }
  }

  private void replace(ClusterPod pod) {
    Optional<ClusterNode> home =
        clinging.contains(pod.ownerName()) ? cluster.node(pod.node()) : cluster.schedulable();
    if (home.isPresent() && !pod.isTakenBack()) {
      ClusterNode node = home.get();
      ClusterPod next =
          new ClusterPod(
              pod.namespace(),
              pod.ownerName() + "-" + world.dice().word(5),
              world.dice().uuid(),
              node.name(),
              pod.labels(),
              Owner.REPLICA_SET,
              pod.ownerName(),
              cluster.clock(),
              pod.grace());
      next.setTolerant(clinging.contains(pod.ownerName()));
      add(next);
      startPending(node);
    }
  }

  /** Puts a pod that a ReplicaSet keeps, or a static one, onto a node. */
  ClusterPod place(
      String node,
      String namespace,
      String ownerName,
      Owner owner,
      Map<String, String> labels,
      Duration grace) {
    ClusterPod pod =
        new ClusterPod(
            namespace,
            ownerName + "-" + (owner == Owner.NODE ? node : world.dice().word(5)),
            world.dice().uuid(),
            node,
            labels,
            owner,
            ownerName,
            cluster.clock(),
            grace);
    add(pod);
    cluster.node(node).ifPresent(this::startPending);
    return pod;
  }

  void changed(ClusterPod pod) {
    version++;
    pod.touched(cluster.changed());
  }
}
