package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Permanent runners of another scope: the forge hands them no job of some owners, though their
 * labels fit. The forge does not say so; they are known by the jobs that they left to others.
 */
final class ForeignRunners {

  /** Recorded at most. */
  static final int MOST = 100;

  private final FleetState fleet;
  private final Map<Long, Set<String>> owners;

  ForeignRunners(FleetState fleet) {
    this.fleet = fleet;
    this.owners = fleet.seen().stored().runners().foreignRunners();
  }

  boolean isEmpty() {
    return owners.isEmpty();
  }

  /** Whether this runner is known to take no job of this owner. */
  boolean passesOver(long runner, String owner) {
    return owners.getOrDefault(runner, Set.of()).contains(owner);
  }

  /**
   * @param rows empty while they are not known: then nobody is gone
   */
  List<Proposal> propose(Optional<Fresh<List<Runner>>> rows) {
    Proposals proposals = new Proposals();
    remember(rows, proposals);
    warn(proposals);
    return proposals.all();
  }

  /** Adds who left a job to another, and forgets who took such a job, or is gone. */
  private void remember(Optional<Fresh<List<Runner>>> rows, Proposals actions) {
    Map<Long, Set<String>> added = fleet.conditions().runners().passedOver();
    if (owners.isEmpty() && added.isEmpty()) {
      return;
    }
    Map<Long, Set<String>> next = new HashMap<>();
    owners.forEach((id, all) -> next.put(id, new HashSet<>(all)));
    added.forEach((id, more) -> next.computeIfAbsent(id, none -> new HashSet<>()).addAll(more));
    for (Job job : LastSeen.of(fleet.seen().running())) {
      Set<String> its = job.runnerId() == null ? null : next.get(job.runnerId());
      if (its != null) {
        its.remove(job.owner());
      }
    }
    next.values().removeIf(Set::isEmpty);
    rows.ifPresent(all -> next.keySet().retainAll(ids(all.value())));
    Map<Long, Set<String>> latest = latest(next);
    if (!latest.equals(owners)) {
      actions.remember(new StateChange.RunnersForeign(latest));
    }
  }

  private static Set<Long> ids(List<Runner> rows) {
    return rows.stream().map(Runner::id).collect(Collectors.toSet());
  }

  private static Map<Long, Set<String>> latest(Map<Long, Set<String>> all) {
    return all.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .limit(MOST)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void warn(Proposals actions) {
    if (owners.isEmpty()) {
      return;
    }
    for (Runner runner : fleet.permanentRunners()) {
      Set<String> left = owners.get(runner.id());
      if (left != null) {
        actions.warn(Code.FOREIGN_RUNNER, sentence(runner, new TreeSet<>(left)));
      }
    }
  }

  private static String sentence(Runner runner, Set<String> left) {
    boolean named = !left.contains("");
    return "Runner "
        + runner.name()
        + " was free and left jobs"
        + (named ? " of " + String.join(", ", left) : "")
        + " to others though its labels fit: it belongs to another owner or repository, and is"
        + " counted for no such job until it takes one. Register it for the whole instance, or give"
        + " it a label of its own.";
  }
}
