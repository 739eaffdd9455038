package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.ManagedNode;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which runner rows are a leaving machine's, may be its, or were and moved away. */
final class Rows {

  private final FleetState fleet;
  private final Observation seen;

  Rows(FleetState fleet) {
    this.fleet = fleet;
    this.seen = fleet.seen();
  }

  /** The ids of every row that was ever seen to belong to it. */
  Set<Long> ever(ManagedNode machine) {
    Set<Long> ids = new HashSet<>(machine.runnerIds());
    ids.addAll(machine.marks().runnerIds());
    ids.addAll(seen.notes().registrations().getOrDefault(machine.name(), Set.of()));
    return ids;
  }

  /** Those of them whose pod did not move to another node, with its registration on a volume. */
  Set<Long> own(ManagedNode machine) {
    Set<String> podsElsewhere = new HashSet<>();
    for (Pod pod : seen.runnerPods().known().orElse(List.of())) {
      if (!machine.name().equals(pod.node())) {
        podsElsewhere.add(pod.name());
      }
    }
    Set<Long> own = ever(machine);
    for (Runner row : seen.runners().known().orElse(List.of())) {
      if (podsElsewhere.contains(row.name())) {
        own.remove(row.id());
      }
    }
    return own;
  }

  /**
   * Rows that are no machine's and may be this one's: where none of its own is known, each that
   * registered after its server was ordered.
   */
  Set<Long> strangers(ManagedNode machine) {
    Server server = machine.server();
    Set<Long> ids = new HashSet<>();
    if (server != null && machine.runners().isEmpty()) {
      for (Runner row : fleet.permanentRunners()) {
        if (row.id() > server.runnersBefore()) {
          ids.add(row.id());
        }
      }
    }
    return ids;
  }

  /** A stranger that runs a job; null while none does. */
  @Nullable Long workingStranger(ManagedNode machine) {
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
