package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;

/**
 * Checks what must have come right once nothing goes wrong any more (L1 and L3), each within a
 * bound that is written here.
 */
final class Liveness {

  /** L1: until then every job that some pool can serve has ended. */
  static final Duration QUEUE_EMPTY = Duration.ofMinutes(150);

  /** L3: until then nothing of ours is left anywhere. */
  static final Duration ALL_GONE = Duration.ofMinutes(270);

  private final World world;
  private final Invariants invariants;

  Liveness(World world, Invariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /** Whether all has come right already. */
  boolean isOver() {
    for (CloudServer server : world.cloud().servers()) {
      if (world.origins().isOurs(server)) {
        return false;
      }
    }
    for (ClusterNode node : world.cluster().nodes()) {
      if (world.origins().isOurs(node.name())) {
        return false;
      }
    }
    for (RunnerRow row : world.forge().runners()) {
      if (invariants.rows().mustGo(row)) {
        return false;
      }
    }
    return world.forge().jobs().stream()
        .allMatch(job -> job.is(Status.COMPLETED) || !isServable(job));
  }

  private boolean isServable(ForgeJob job) {
    return world.forge().serves(job.labels());
  }

  /** L1, at its bound. */
  void queueMustBeEmpty() {
    for (ForgeJob job : world.forge().jobs()) {
      if (isServable(job) && !job.is(Status.COMPLETED)) {
        invariants.broken("L1", "", "job " + job.id() + " is still " + job.status().word());
      }
    }
  }

  /** L3, at its bound or when all is over. */
  void nothingMustBeLeft() {
    for (CloudServer server : world.cloud().servers()) {
      if (world.origins().isOurs(server)) {
        invariants.broken("L3", server.name(), "its server is left");
      }
    }
    for (ClusterNode node : world.cluster().nodes()) {
      if (world.origins().isOurs(node.name())) {
        invariants.broken("L3", node.name(), "its Node is left");
      }
    }
    for (RunnerRow row : world.forge().runners()) {
      if (invariants.rows().mustGo(row)) {
        invariants.broken("L3", row.machine(), "runner " + row.id() + " is left");
      } else {
        invariants.rows().excuse(row);
      }
    }
  }
}
