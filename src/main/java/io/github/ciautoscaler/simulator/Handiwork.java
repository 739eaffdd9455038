package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.NodeMarks;
import java.time.Instant;
import java.util.List;

/** What people do by hand to servers, Nodes, runners and notes. */
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

  boolean nodeCordoned() {
    ClusterNode node = victims.node();
    if (node == null || node.spec().unschedulable()) {
      return false;
    }
    String name = node.name();
    world.log(name, "a person cordons the node");
    world.cluster().replaceNode(name, node.spec().cordon(true), null);
    invariants.cordonedByHand(name, node.uid());
    mends.within(
        300,
        5_400,
        () -> {
          invariants.uncordonedByHand(name);
          ClusterNode then = world.cluster().node(name).orElse(null);
          if (then != null
              && then.uid().equals(node.uid())
              && !then.spec().annotations().containsKey(NodeMarks.STAGE)) {
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
    invariants.nodeDeletedByHand(node.name());
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
    world.forge().deleteRunner(row.id());
    return true;
  }

  boolean runnerEnabled() {
    List<RunnerRow> disabled =
        world.forge().runners().stream().filter(RunnerRow::disabled).toList();
    if (disabled.isEmpty()) {
      return false;
    }
    RunnerRow row = world.dice().oneOf(disabled);
    world.log(row.machine(), "a person enables runner " + row.id());
    return world.forge().setDisabled(row.id(), false);
  }

  boolean notesDeleted() {
    invariants.pausePromisedUntil(Instant.MIN);
    return SimNotes.deletedByHand(world);
  }
}
