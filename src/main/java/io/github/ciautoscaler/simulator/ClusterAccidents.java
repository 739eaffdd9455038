package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong in the cluster. */
final class ClusterAccidents {

  private final World world;
  private final Mends mends;
  private final Victims victims;
  private long numbers;

  ClusterAccidents(World world, Mends mends) {
    this.world = world;
    this.mends = mends;
    this.victims = new Victims(world);
  }

  boolean budgetBlocks() {
    ClusterNode node = victims.node();
    if (node == null || !node.isReady() || !node.spec().taints().isEmpty()) {
      return false;
    }
    String app = "cache-" + ++numbers;
    Map<String, String> labels = Map.of("app", app);
    world.cluster().addReplica(node.name(), "tools", app, labels, Duration.ofSeconds(20));
    Budgets budgets = world.cluster().budgets();
    boolean two = world.dice().chance(0.2);
    budgets.put(new Budgets.Budget("tools", app, labels, false));
    if (two) {
      budgets.put(new Budgets.Budget("tools", app + "-too", labels, false));
    }
    mends.within(
        300,
        5_400,
        () -> {
          budgets.remove("tools", app + "-too");
          budgets.put(new Budgets.Budget("tools", app, labels, true));
        });
    return true;
  }

  boolean nodeSilent() {
    ClusterNode node = victims.node();
    if (node == null || !node.isReady()) {
      return false;
    }
    world.cluster().silence(node.name(), Duration.ofSeconds(world.dice().between(5, 900)));
    return true;
  }

  boolean nodeLost() {
    ClusterNode node = victims.node();
    if (node == null || !node.isReady()) {
      return false;
    }
    world.log(node.name(), "its kubelet is never heard of again");
    world.cluster().silence(node.name(), Duration.ofDays(365));
    return true;
  }

  boolean nodeBlinks() {
    ClusterNode node = victims.node();
    if (node == null || !node.isReady()) {
      return false;
    }
    world.cluster().blink(node.name(), Duration.ofSeconds(world.dice().between(3, 30)));
    return true;
  }

  /** Null: nobody would schedule there now. */
  private @Nullable ClusterPod place(String kind) {
    ClusterNode node = victims.node();
    if (node == null || !node.isReady() || !node.spec().taints().isEmpty()) {
      return null;
    }
    String app = kind + "-" + ++numbers;
    return world
        .cluster()
        .addReplica(node.name(), "tools", app, Map.of("app", app), Duration.ofSeconds(20));
  }

  boolean podHangs() {
    ClusterPod pod = place("volume");
    if (pod == null) {
      return false;
    }
    world.cluster().setHeld(pod, true);
    mends.within(600, 10_800, () -> world.cluster().setHeld(pod, false));
    return true;
  }

  boolean podEnds() {
    ClusterNode node = victims.node();
    if (node == null || !node.isReady() || !node.spec().taints().isEmpty()) {
      return false;
    }
    Duration length = Duration.ofSeconds(world.dice().between(20, 600));
    world.cluster().addOnce(node.name(), "tools", "backup-" + ++numbers, length);
    return true;
  }

  boolean podClings() {
    ClusterPod pod = place("agent");
    if (pod == null) {
      return false;
    }
    world.cluster().setClinging(pod.ownerName(), true);
    mends.within(600, 10_800, () -> world.cluster().setClinging(pod.ownerName(), false));
    return true;
  }

  /** A descheduler moves it, or the owner rolls it out anew. */
  boolean podMoves() {
    List<ClusterPod> movable =
        world.cluster().pods().stream()
            .filter(pod -> pod.owner() == ClusterPod.Owner.REPLICA_SET && !pod.isTerminating())
            .toList();
    if (movable.isEmpty()) {
      return place("web") != null;
    }
    ClusterPod pod = world.dice().oneOf(movable);
    world.log(pod.node(), "pod " + pod.name() + " moves");
    world.cluster().deletePod(pod.namespace(), pod.name());
    return true;
  }

  boolean podCrashes() {
    List<ClusterPod> running =
        world.cluster().pods().stream().filter(ClusterAccidents::runsARunner).toList();
    if (running.isEmpty()) {
      return false;
    }
    world.cluster().crash(world.dice().oneOf(running));
    return true;
  }

  private static boolean runsARunner(ClusterPod pod) {
    RunnerProcess runner = pod.runner();
    return runner != null && runner.isAlive() && !pod.isTerminating();
  }
}
