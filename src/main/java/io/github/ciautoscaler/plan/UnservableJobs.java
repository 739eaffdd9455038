package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.RunnerConditions.RunnerAndLabels;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs that no machine of the fleet takes although its labels fit. */
final class UnservableJobs {

  private UnservableJobs() {}

  /**
   * Queued jobs for which a fresh machine came in vain, until something about them changes.
   *
   * @param queue empty while it is not known: then none has left it
   */
  static Map<Set<String>, Set<Long>> of(
      FleetState fleet, Optional<Fresh<List<Job>>> queue, boolean offersChanged) {
    Map<Set<String>, Set<Long>> before = fleet.seen().stored().runners().unservable();
    if (fleet.conditions().runners().ignored().isEmpty() && before.isEmpty()) {
      return Map.of();
    }
    Map<Long, Machine> machines = byRunner(fleet);
    Map<Set<String>, Set<Long>> vain = new HashMap<>();
    if (!offersChanged) {
      before.forEach((labels, jobs) -> vain.put(labels, new HashSet<>(jobs)));
    }
    fleet
        .conditions()
        .runners()
        .ignored()
        .forEach((pair, ignored) -> {
          if (isVain(fleet, pair, ignored.since(), machines.get(pair.runnerId()))) {
            vain.computeIfAbsent(pair.labels(), none -> new HashSet<>()).addAll(ignored.jobs());
          }
        });
    return queue.map(jobs -> stillQueued(vain, jobs.value())).orElse(vain);
  }

  private static Map<Long, Machine> byRunner(FleetState fleet) {
    Map<Long, Machine> machines = new HashMap<>();
    for (Machine machine : fleet.machines()) {
      for (Runner runner : machine.runners()) {
        machines.put(runner.id(), machine);
      }
    }
    return machines;
  }

  private static Map<Set<String>, Set<Long>> stillQueued(
      Map<Set<String>, Set<Long>> vain, List<Job> queue) {
    if (vain.isEmpty()) {
      return vain;
    }
    Map<Set<String>, Set<Long>> queued = new HashMap<>();
    for (Job job : queue) {
      if (vain.getOrDefault(job.labels(), Set.of()).contains(job.id())) {
        queued.computeIfAbsent(job.labels(), none -> new HashSet<>()).add(job.id());
      }
    }
    return queued;
  }

  private static boolean isVain(
      FleetState fleet, RunnerAndLabels pair, Instant since, @Nullable Machine machine) {
    Instant queued = fleet.conditions().jobs().queuedSince().get(pair.labels());
    return machine != null
        && machine.server() != null
        && queued != null
        && machine.server().created().isAfter(queued)
        && Age.of(since, fleet.seen().now()).reached(Capacity.IGNORE_AFTER);
  }
}
