package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.WorkConditions.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries forward what lists show of running jobs and of runners, where no job names its own. */
final class WorkTracker {

  private final FleetIndex index;
  private final Observation seen;
  private final WorkConditions before;

  WorkTracker(FleetIndex index, WorkConditions before) {
    this.index = index;
    this.seen = index.seen;
    this.before = before;
  }

  WorkConditions next() {
    boolean says = seen.forge().wasRead() && seen.forgeCan(Capability.JOB_NAMES_RUNNER);
    if (says || !seen.forge().wasRead()) {
      return WorkConditions.NONE;
    }
    Instant jobsAt = later(seen.running().completeAt(), before.jobsAt());
    Instant runnersAt = later(runnersAt(), before.runnersAt());
    return new WorkConditions(
        jobsAt.equals(before.jobsAt()) ? before.jobs() : jobs(jobsAt),
        jobsAt,
        runnersAt.equals(before.runnersAt()) ? before.runners() : runners(runnersAt),
        runnersAt);
  }

  private Instant runnersAt() {
    return index.listsRunners() ? seen.runners().completeAt() : seen.runnerPods().completeAt();
  }

  private Map<Claim, Running> jobs(Instant at) {
    Map<Claim, Running> jobs = new HashMap<>();
    for (Job job : index.somewhere) {
      Claim claim = Claim.of(job);
      Running known = before.jobs().get(claim);
      jobs.put(claim, known == null ? new Running(at, once(before.jobsAt())) : known);
    }
    return jobs;
  }

  private Map<Long, RunnerWatch> runners(Instant at) {
    return index.listsRunners() ? listed(at) : ofPods(at);
  }

  /** Of pods nothing but when they came is told, whatever their Nodes are like meanwhile. */
  private Map<Long, RunnerWatch> ofPods(Instant at) {
    Map<Long, RunnerWatch> runners = new HashMap<>();
    for (Pod pod : LastSeen.of(seen.runnerPods())) {
      long id = PodRunners.id(pod);
      RunnerWatch known = before.runners().get(id);
      runners.put(
          id, known == null ? new RunnerWatch(once(before.runnersAt()), at, null, null) : known);
    }
    return runners;
  }

  private Map<Long, RunnerWatch> listed(Instant at) {
    Duration gap = Duration.between(before.runnersAt(), at);
    Map<Long, RunnerWatch> runners = new HashMap<>();
    for (Runner runner : index.rows) {
      RunnerWatch known = before.runners().get(runner.id());
      runners.put(
          runner.id(),
          known == null
              ? RunnerWatch.first(runner, once(before.runnersAt()), at)
              : known.then(runner, at, gap));
    }
    return runners;
  }

  /** Null before the first time. */
  private static @Nullable Instant once(Instant at) {
    return at.equals(Instant.EPOCH) ? null : at;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
