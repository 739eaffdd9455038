package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.Map;

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
}
