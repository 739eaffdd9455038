package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Which runner rows are a leaving machine's, and which were and moved away. */
final class Rows {

  private final FleetState fleet;
  private final Evidence evidence;

  Rows(FleetState fleet, Evidence evidence) {
    this.fleet = fleet;
    this.evidence = evidence;
  }

  /**
   * Every name under which a runner of this machine may be registered. Where its pods are seen, a
   * row that is offline and has no pod any more tells no name: nobody registers under it again.
   */
  static Set<String> names(Machine machine) {
    Set<String> names = new HashSet<>(machine.names());
    machine.pods().forEach(pod -> names.add(pod.name()));
    machine.runners().stream()
        .filter(row -> row.online() || machine.pods().isEmpty())
        .map(Runner::name)
        .forEach(names::add);
    return names;
  }

  /** The ids of every row that was ever seen to belong to it. */
  private Set<Long> ever(Machine machine) {
    Set<Long> ids = new TreeSet<>(machine.runnerIds());
    ids.addAll(machine.ownAnnotations().runnerIds());
    ids.addAll(
        fleet.seen().stored().runners().registrations().getOrDefault(machine.name(), Set.of()));
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
    evidence.nodes().forEach(node -> nodes.add(node.name()));
    nodes.remove(left);
    Set<String> podsElsewhere = new HashSet<>();
    for (Pod pod : evidence.runnerPods()) {
      if (pod.node() == null || nodes.contains(pod.node())) {
        podsElsewhere.add(pod.name());
      }
    }
    Set<Long> own = new TreeSet<>(ids);
    for (Runner row : evidence.runners()) {
      if (podsElsewhere.contains(row.name())) {
        own.remove(row.id());
      }
    }
    return own;
  }
}
