package io.github.ciautoscaler.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much work there is, for an autoscaler of runners such as KEDA: numbers alone. Blocked jobs
 * are no work yet.
 *
 * @param totalCount queued and running
 * @param queued jobs that could run now and that a runner with the labels fits
 * @param running jobs in progress that such a runner fits
 * @param blocked jobs that wait for others, whatever their labels; null while not known
 * @param oldestSeconds since when some of the queued jobs wait; 0 where none does
 */
record DemandView(
    @JsonProperty("total_count") int totalCount,
    int queued,
    int running,
    @Nullable Integer blocked,
    long oldestSeconds) {

  /** An older list says nothing of the work that there is now. */
  static final Duration MAX_AGE = Duration.ofMinutes(2);

  /**
   * Empty while the jobs are not known: a zero would end runners.
   *
   * @param labels of the runner; empty: of any
   */
  static Optional<DemandView> of(FleetState fleet, Set<String> labels) {
    Observation seen = fleet.seen();
    Instant now = seen.now();
    Optional<List<Job>> queued = seen.queued().seen(now, MAX_AGE);
    Optional<List<Job>> running = seen.running().seen(now, MAX_AGE);
    if (queued.isEmpty() || running.isEmpty()) {
      return Optional.empty();
    }
    int waiting = fitting(queued.get(), labels);
    int atWork = fitting(running.get(), labels);
    return Optional.of(
        new DemandView(
            waiting + atWork,
            waiting,
            atWork,
            seen.blocked().known().orElse(null),
            waiting == 0 ? 0 : oldest(fleet, labels).map(then -> seconds(then, now)).orElse(0L)));
  }

  private static int fitting(Collection<Job> jobs, Set<String> labels) {
    return (int) jobs.stream().filter(job -> fits(job.labels(), labels)).count();
  }

  private static boolean fits(Set<String> wanted, Set<String> labels) {
    return labels.isEmpty() || labels.containsAll(wanted);
  }

  private static Optional<Instant> oldest(FleetState fleet, Set<String> labels) {
    return fleet.conditions().jobs().queuedSince().entrySet().stream()
        .filter(entry -> fits(entry.getKey(), labels))
        .map(entry -> entry.getValue())
        .min(Instant::compareTo);
  }

  private static long seconds(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds());
  }
}
