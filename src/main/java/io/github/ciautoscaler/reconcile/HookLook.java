package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.PlanSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows the deliveries each pass's jobs, by which it is seen whether they announce all. */
final class HookLook {

  private static final String FORGEJO = "forgejo";

  /** An older list tells nothing of the deliveries that came since. */
  private static final Duration OF_THIS_PASS = Duration.ofSeconds(15);

  private HookLook() {}

  static HookStatus at(Observation seen, PlanSettings.Pace pace, Deliveries deliveries) {
    if (pace.pollWithHook() == null) {
      return HookStatus.OFF;
    }
    boolean announcesJobs =
        seen.forge().known().map(forge -> !forge.flavour().equals(FORGEJO)).orElse(true);
    deliveries.passEnded(announcesJobs ? open(seen) : Optional.empty());
    return deliveries.status(announcesJobs);
  }

  /** Empty while a list is not completely known, or not of this pass. */
  private static Optional<Set<Long>> open(Observation seen) {
    Optional<List<Job>> queued = fresh(seen.queued(), seen.now());
    Optional<List<Job>> running = fresh(seen.running(), seen.now());
    if (queued.isEmpty() || running.isEmpty()) {
      return Optional.empty();
    }
    Set<Long> open = new HashSet<>();
    queued.get().forEach(job -> open.add(job.id()));
    running.get().forEach(job -> open.add(job.id()));
    return Optional.of(open);
  }

  private static Optional<List<Job>> fresh(Tracked<List<Job>> jobs, Instant now) {
    return jobs.seen(now, OF_THIS_PASS);
  }
}
