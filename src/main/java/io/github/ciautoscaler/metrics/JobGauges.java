package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.FleetUpdate;
import io.github.ciautoscaler.report.JobSummary;
import java.util.Set;
import java.util.stream.Collectors;

/** The gauges of the queue: all jobs, and those that the original counts. */
final class JobGauges {

  private static final String LINUX = "linux";

  private final OriginalFamilies original;
  private final OwnFamilies own;

  JobGauges(OriginalFamilies original, OwnFamilies own) {
    this.original = original;
    this.own = own;
  }

  void show(FleetUpdate update) {
    JobSummary jobs = update.summary().jobs();
    if (jobs.queued() != null) {
      own.jobsQueued.set(jobs.queued());
      original.jobsWaiting.set(
          update.report().plan().jobs().stream().filter(JobGauges::isOriginalsToCount).count());
    }
    if (jobs.unservable() != null) {
      own.jobsUnservable.set(jobs.unservable());
    }
    if (jobs.blocked() != null) {
      own.jobsBlocked.set(jobs.blocked());
    }
    if (jobs.running() != null) {
      own.jobsRunning.set(jobs.running());
      showOriginalsRunning(update.report());
    }
    own.queueOldest.set(jobs.oldestWait().getSeconds());
  }

  private void showOriginalsRunning(PassReport report) {
    Set<Long> ourRunners =
        report.fleet().machines().stream()
            .flatMap(machine -> machine.runnerIds().stream())
            .collect(Collectors.toSet());
    report
        .fleet()
        .seen()
        .running()
        .known()
        .ifPresent(running ->
            original.jobsRunning.set(
                running.stream().filter(job -> isOriginalsToCount(job, ourRunners)).count()));
  }

  /** The original counts what asks for linux; we also count what a pool of ours serves. */
  private static boolean isOriginalsToCount(Assignment assignment) {
    return assignment.job().labels().contains(LINUX)
        || switch (assignment.standing()) {
          case FREE_RUNNER, PROVISIONING, LAUNCHED, WAITS -> true;
          case UNSERVABLE, IGNORED -> false;
        };
  }

  private static boolean isOriginalsToCount(Job job, Set<Long> ourRunners) {
    return job.labels().contains(LINUX)
        || job.runnerId() != null && ourRunners.contains(job.runnerId());
  }
}
