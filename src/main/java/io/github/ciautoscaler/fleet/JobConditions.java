package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Since when jobs have been seen so.
 *
 * @param queuedSince by label set, since when some job with it waits
 * @param silent by id, since when a job counts as running whose runner is not online
 * @param running which run, and which ended
 * @param waiting by id, since when each queued job has been seen; none while there are too many
 */
public record JobConditions(
    Map<Set<String>, Instant> queuedSince,
    Map<Long, Instant> silent,
    RunningJobs running,
    Map<Long, Instant> waiting) {

  static final JobConditions NONE =
      new JobConditions(Map.of(), Map.of(), RunningJobs.NONE, Map.of());

  /** Beyond that none of them is counted by itself. */
  static final int MOST_WAITING = 1_000;

  JobConditions movedBy(Duration change) {
    return new JobConditions(
        Since.moved(queuedSince, change),
        Since.moved(silent, change),
        running.movedBy(change),
        Since.moved(waiting, change));
  }
}
