package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names the runners that run more jobs at once than they have slots here, so that machines are
 * launched which are not needed; nothing unsafe follows, since a machine stays until its last job
 * ends.
 */
final class CrowdedRunners implements Proposer {

  private static final int FEWEST = 2;

  @Override
  public List<Proposal> propose(Situation situation) {
    Proposals warnings = new Proposals();
    warn(situation.fleet(), warnings);
    return warnings.all();
  }

  private static void warn(FleetState fleet, Proposals warnings) {
    Map<Long, List<Long>> jobs = new TreeMap<>();
    for (Job job : LastSeen.of(fleet.seen().running())) {
      if (job.runnerId() != null) {
        jobs.computeIfAbsent(job.runnerId(), none -> new ArrayList<>(1)).add(job.id());
      }
    }
    jobs.values().removeIf(ids -> ids.size() < FEWEST);
    if (jobs.isEmpty()) {
      return;
    }
    for (Machine machine : fleet.machines()) {
      machine
          .runners()
          .forEach(
              row -> warn(row, machine.capacityOf(row), jobs, " on " + machine.name(), warnings));
    }
    fleet.permanentRunners().forEach(runner -> warn(runner, 1, jobs, "", warnings));
  }

  private static void warn(
      Runner runner, int capacity, Map<Long, List<Long>> jobs, String where, Proposals warnings) {
    List<Long> ids = jobs.get(runner.id());
    if (ids != null && runner.online() && ids.size() > capacity) {
      warnings.warn(
          Code.RUNNER_CAPACITY,
          "Runner "
              + runner.name()
              + where
              + " runs "
              + ids.size()
              + " jobs at once, and counts as "
              + (capacity == 1 ? "one place" : capacity + " places")
              + " here: more machines are launched than are needed. Set capacity: "
              + capacity
              + " in its config.yaml.");
    }
  }
}
