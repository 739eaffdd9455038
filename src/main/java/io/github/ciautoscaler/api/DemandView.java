package io.github.ciautoscaler.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much work there is, for an autoscaler of runners such as KEDA: numbers alone. Blocked jobs
 * are no work yet.
 *
 * @param totalCount queued and running
 * @param queued jobs that could run now, of those that are asked for
 * @param running jobs in progress, of those
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
   * @param counts the jobs that are asked for
   */
  static Optional<DemandView> of(FleetState fleet, Predicate<Job> counts) {
    Observation seen = fleet.seen();
    Instant now = seen.now();
    Optional<List<Job>> queued = seen.queued().seen(now, MAX_AGE).map(jobs -> of(jobs, counts));
    Optional<List<Job>> running = seen.running().seen(now, MAX_AGE).map(jobs -> of(jobs, counts));
    if (queued.isEmpty() || running.isEmpty()) {
      return Optional.empty();
    }
    int waiting = queued.get().size();
    int atWork = running.get().size();
    return Optional.of(
        new DemandView(
            waiting + atWork,
            waiting,
            atWork,
            seen.blocked().known().orElse(null),
            oldest(fleet, queued.get()).map(then -> seconds(then, now)).orElse(0L)));
  }

  private static List<Job> of(List<Job> jobs, Predicate<Job> counts) {
    return jobs.stream().filter(counts).toList();
  }

  private static Optional<Instant> oldest(FleetState fleet, List<Job> waiting) {
    Map<Set<String>, Instant> since = fleet.conditions().jobs().queuedSince();
    return waiting.stream()
        .map(job -> since.get(job.labels()))
        .filter(Objects::nonNull)
        .min(Instant::compareTo);
  }

  private static long seconds(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds());
  }
}
