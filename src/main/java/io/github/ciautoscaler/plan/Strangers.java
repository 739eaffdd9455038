package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runner rows that are no machine's, and that may be on one of which no runner is known. */
final class Strangers {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final FleetState fleet;
  private final Observation seen;

  Strangers(FleetState fleet) {
    this.fleet = fleet;
    this.seen = fleet.seen();
  }

  /**
   * Rows that are no machine's and may be this one's: where none of its own is known, each that
   * registered after its server was ordered. A row whose pod stands on a Node older than the server
   * is not.
   */
  Set<Long> of(Machine machine) {
    Server server = machine.server();
    Set<Long> ids = new TreeSet<>();
    if (server == null || !mayHaveOthers(machine)) {
      return ids;
    }
    Set<Long> others = new HashSet<>();
    fleet.machines().forEach(one -> others.addAll(one.runnerIds()));
    Set<String> elsewhere = podsOnNodesBefore(server);
    for (Runner row : LastSeen.of(seen.runners())) {
      if (row.id() > server.runnersBefore()
          && !others.contains(row.id())
          && !elsewhere.contains(row.name())) {
        ids.add(row.id());
      }
    }
    return ids;
  }

  /** Without a Node, rows that are offline say nothing: it may be back under another name. */
  private static boolean mayHaveOthers(Machine machine) {
    return machine.node() == null
        ? machine.runners().stream().noneMatch(Runner::online)
        : machine.runners().isEmpty();
  }

  /** The names of the runner pods that stand on Nodes older than its server. */
  Set<String> podsOnNodesBefore(Machine machine) {
    Server server = machine.server();
    return server == null ? Set.of() : podsOnNodesBefore(server);
  }

  private Set<String> podsOnNodesBefore(Server server) {
    Set<String> older = new HashSet<>();
    for (Node node : LastSeen.of(seen.nodes())) {
      if (Age.of(node.created(), server.created()).exceeds(CLOCKS_DIFFER)) {
        older.add(node.name());
      }
    }
    Set<String> pods = new HashSet<>();
    for (Pod pod : LastSeen.of(seen.runnerPods())) {
      if (pod.node() != null && older.contains(pod.node())) {
        pods.add(pod.name());
      }
    }
    return pods;
  }

  /** One that runs a job; null while none is seen to. */
  @Nullable Long working(Machine machine) {
    Set<Long> strangers = of(machine);
    for (Job job : LastSeen.of(seen.running())) {
      Long runner = job.runnerId();
      if (runner != null && strangers.contains(runner)) {
        return runner;
      }
      Long mayHaveIt = job.isSomewhere() ? whoMayHave(job, strangers) : null;
      if (mayHaveIt != null) {
        return mayHaveIt;
      }
    }
    return null;
  }

  /** Of a forge that names no runner: one of these on which this job may be. */
  private @Nullable Long whoMayHave(Job job, Set<Long> strangers) {
    if (seen.forgeCan(Capability.JOB_NAMES_RUNNER)) {
      return null;
    }
    for (Runner row : LastSeen.of(seen.runners())) {
      if (strangers.contains(row.id())
          && job.mayRunOn(row)
          && !fleet.conditions().work().isElsewhere(job, row)) {
        return row.id();
      }
    }
    return null;
  }
}
