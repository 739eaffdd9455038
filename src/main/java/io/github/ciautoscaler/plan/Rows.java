package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which runner rows are a leaving machine's, may be its, or were and moved away. */
final class Rows {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final FleetState fleet;
  private final Observation seen;

  Rows(FleetState fleet) {
    this.fleet = fleet;
    this.seen = fleet.seen();
  }

  /** Every name under which a runner of this machine may be registered. */
  static Set<String> names(Machine machine) {
    Set<String> names = new HashSet<>(machine.names());
    machine.pods().forEach(pod -> names.add(pod.name()));
    machine.runners().stream().map(Runner::name).forEach(names::add);
    return names;
  }

  /** The ids of every row that was ever seen to belong to it. */
  private Set<Long> ever(Machine machine) {
    Set<Long> ids = new TreeSet<>(machine.runnerIds());
    ids.addAll(machine.ownAnnotations().runnerIds());
    ids.addAll(seen.stored().runners().registrations().getOrDefault(machine.name(), Set.of()));
    return ids;
  }

  /**
   * Those of them whose pod did not move to another Node that is there, with its registration on a
   * volume.
   */
  Set<Long> own(Machine machine) {
    return staying(ever(machine), machine.nodeName());
  }

  /** Those of these rows that did not move from this Node to another that is there. */
  Set<Long> staying(Set<Long> ids, String left) {
    Set<String> nodes = new HashSet<>();
    seen.nodes().known().orElse(List.of()).forEach(node -> nodes.add(node.name()));
    nodes.remove(left);
    Set<String> podsElsewhere = new HashSet<>();
    for (Pod pod : seen.runnerPods().known().orElse(List.of())) {
      if (pod.node() == null || nodes.contains(pod.node())) {
        podsElsewhere.add(pod.name());
      }
    }
    Set<Long> own = new TreeSet<>(ids);
    for (Runner row : seen.runners().known().orElse(List.of())) {
      if (podsElsewhere.contains(row.name())) {
        own.remove(row.id());
      }
    }
    return own;
  }

  /**
   * Rows that are no machine's and may be this one's: where none of its own is known, each that
   * registered after its server was ordered. A row whose pod stands on a Node older than the server
   * is not.
   */
  Set<Long> strangers(Machine machine) {
    Server server = machine.server();
    Set<Long> ids = new TreeSet<>();
    if (server == null || !mayHaveOthers(machine)) {
      return ids;
    }
    Set<Long> others = new HashSet<>();
    fleet.machines().forEach(one -> others.addAll(one.runnerIds()));
    Set<String> elsewhere = podsOnNodesBefore(server);
    for (Runner row : seen.runners().known().orElse(List.of())) {
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

  private Set<String> podsOnNodesBefore(Server server) {
    Set<String> older = new HashSet<>();
    for (Node node : seen.nodes().known().orElse(List.of())) {
      if (node.created().plus(CLOCKS_DIFFER).isBefore(server.created())) {
        older.add(node.name());
      }
    }
    Set<String> pods = new HashSet<>();
    for (Pod pod : seen.runnerPods().known().orElse(List.of())) {
      if (pod.node() != null && older.contains(pod.node())) {
        pods.add(pod.name());
      }
    }
    return pods;
  }

  /** A stranger that runs a job; null while none does. */
  @Nullable Long workingStranger(Machine machine) {
    Set<Long> strangers = strangers(machine);
    for (Job job : seen.running().known().orElse(List.of())) {
      Long runner = job.runnerId();
      if (runner != null && strangers.contains(runner)) {
        return runner;
      }
    }
    return null;
  }
}
