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
 */
public record JobConditions(
    Map<Set<String>, Instant> queuedSince, Map<Long, Instant> silent, RunningJobs running) {

  static final JobConditions NONE = new JobConditions(Map.of(), Map.of(), RunningJobs.NONE);

  JobConditions movedBy(Duration change) {
    return new JobConditions(
        Since.moved(queuedSince, change), Since.moved(silent, change), running.movedBy(change));
  }
}
