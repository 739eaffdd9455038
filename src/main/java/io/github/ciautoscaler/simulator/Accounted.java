package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * S5: every server that we pay for is known: who was given a list with it has it in its fleet, and
 * within the provisioning time-out some process had.
 */
final class Accounted {

  /** A slow answer is taken by a pass so long after it was true. */
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(60);

  private final World world;
  private final Hindrances hindrances;
  private final WatchRecord watch;
  private final Map<Long, Instant> seen = new HashMap<>();
  private final Map<Long, Instant> unseenSince = new HashMap<>();

  Accounted(World world, Hindrances hindrances, WatchRecord watch) {
    this.world = world;
    this.hindrances = hindrances;
    this.watch = watch;
  }

  void afterPass(Replica replica, PassReport report) {
    Set<Long> fleet = new HashSet<>();
    for (Machine machine : report.fleet().machines()) {
      Server server = machine.server();
      if (server != null) {
        fleet.add(server.id());
        seen.put(server.id(), world.now());
      }
    }
    for (Server given : replica.answers().servers()) {
      if (fleet.contains(given.id()) || !world.origins().isOurs(given.id())) {
        unseenSince.remove(given.id());
      } else if (unseenSince
          .computeIfAbsent(given.id(), id -> world.now())
          .plus(TAKEN_WITHIN)
          .isBefore(world.now())) {
        watch.broken("S5", given.name(), "listed for a minute, and not in the fleet");
      }
    }
    nothingForgotten();
  }

  private void nothingForgotten() {
    for (CloudServer server : world.cloud().servers()) {
      if (server.isDeleting() || !world.origins().isOurs(server)) {
        continue;
      }
      Instant last = seen.getOrDefault(server.id(), server.made());
      Duration unseen = Duration.between(last, world.now());
      if (unseen.compareTo(Invariants.PROVISIONING_TIMEOUT) > 0) {
        Duration lost = hindrances.lost(-1, last, world.now()).time();
        if (unseen.minus(lost).compareTo(Invariants.PROVISIONING_TIMEOUT) > 0) {
          watch.broken("S5", server.name(), "paid for and in no pass since " + last);
        } else {
          seen.put(server.id(), last.plus(lost));
          watch.excused(Excuse.UNSEEN_IN_THE_DARK, server.name());
        }
      }
    }
  }

  void deletes(ClusterNode node) {
    Long id = world.origins().serverBehind(node.name());
    boolean alive =
        id != null && world.cloud().server(id).map(server -> !server.isDeleting()).orElse(false);
    if (alive) {
      watch.broken(
          "S5", node.name(), "its Node, with all our annotations, is deleted before its server");
    }
  }
}
