package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import java.util.List;

/** What people do by hand to servers, Nodes, runners and the stored state. */
final class Handiwork {

  private final World world;
  private final Mends mends;
  private final Invariants invariants;
  private final Victims victims;

  Handiwork(World world, Mends mends, Invariants invariants) {
    this.world = world;
    this.mends = mends;
    this.invariants = invariants;
    this.victims = new Victims(world);
  }

  boolean serverDeleted() {
    CloudServer server = victims.server();
    if (server == null) {
      return false;
    }
    world.log(server.name(), "a person deletes the server");
    world.cloud().delete(server.id());
    return true;
  }

  /** A person's hand is a moment faster. */
  void meets(String machine) {
    Long server = world.origins().serverOf(machine);
    String name = server == null ? machine : world.origins().nodeOn(server);
    ClusterNode node = world.cluster().node(name).orElse(null);
    List<RunnerRow> disabled =
        world.forge().runners().stream()
            .filter(row -> row.disabled() && row.machine().equals(name))
            .toList();
    if (!disabled.isEmpty()) {
      enable(world.dice().oneOf(disabled));
    } else if (node != null && !node.spec().unschedulable()) {
      cordon(node);
    }
  }

  boolean nodeCordoned() {
    ClusterNode node = victims.node();
    return node != null && !node.spec().unschedulable() && cordon(node);
  }

  private boolean cordon(ClusterNode node) {
    String name = node.name();
    world.log(name, "a person cordons the node");
    world.cluster().replaceNode(name, node.spec().cordon(true), null);
    invariants.people().cordoned(name, node.uid());
    mends.within(
        300,
        5_400,
        () -> {
          invariants.people().uncordoned(name);
          ClusterNode then = world.cluster().node(name).orElse(null);
          if (then != null
              && then.uid().equals(node.uid())
              && !then.spec().annotations().containsKey(NodeAnnotations.STAGE)) {
            world.log(name, "a person uncordons the node");
            world.cluster().replaceNode(name, then.spec().cordon(false), null);
          }
        });
    return true;
  }

  boolean nodeDeleted() {
    ClusterNode node = victims.node();
    if (node == null) {
      return false;
    }
    world.log(node.name(), "a person deletes the node");
    invariants.people().deletedNode(node.name());
    world.cluster().deleteNode(node.name());
    return true;
  }

  boolean runnerDeleted() {
    List<RunnerRow> rows = List.copyOf(world.forge().runners());
    if (rows.isEmpty()) {
      return false;
    }
    RunnerRow row = world.dice().oneOf(rows);
    world.log(row.machine(), "a person deletes runner " + row.id());
    invariants.people().touched(row);
    world.forge().deleteRunner(row.id());
    return true;
  }

  boolean runnerEnabled() {
    List<RunnerRow> disabled =
        world.forge().runners().stream().filter(RunnerRow::disabled).toList();
    if (disabled.isEmpty()) {
      return false;
    }
    return enable(world.dice().oneOf(disabled));
  }

  private boolean enable(RunnerRow row) {
    world.log(row.machine(), "a person enables runner " + row.id());
    invariants.people().touched(row);
    invariants.handsOff().personEnables(row);
    return world.forge().setDisabled(row.id(), false);
  }

  boolean stateDeleted() {
    invariants.deletedState();
    return SimStateStore.deletedByHand(world);
  }

  boolean runnerDisabled() {
    List<RunnerRow> enabled =
        world.forge().runners().stream()
            .filter(row -> !row.disabled() && world.origins().isOurs(row.machine()))
            .toList();
    ForgeInfo forge = SimForge.info(world.settings().forgeVersion());
    if (enabled.isEmpty() || !forge.can(Capability.DISABLE_RUNNER)) {
      return false;
    }
    RunnerRow row = world.dice().oneOf(enabled);
    world.log(row.machine(), "a person disables runner " + row.id());
    world.forge().setDisabled(row.id(), true);
    invariants.handsOff().personDisables(row);
    mends.within(
        300,
        7_200,
        () -> {
          invariants.handsOff().personEnables(row);
          invariants.people().touched(row);
          world.forge().setDisabled(row.id(), false);
        });
    return true;
  }

  boolean serverRenamed() {
    CloudServer server = victims.server();
    if (server == null) {
      return false;
    }
    world.cloud().rename(server, "build-" + world.dice().hex(6));
    return true;
  }

  boolean serverPoweredOff() {
    CloudServer server = victims.server();
    if (server == null || !server.isRunning() || server.locked()) {
      return false;
    }
    world.log(server.name(), "a person switches the server off");
    world.cloud().power(server.id(), false);
    mends.within(20, 3_600, () -> world.cloud().power(server.id(), true));
    return true;
  }
}
