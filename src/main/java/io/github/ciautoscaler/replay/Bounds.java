package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.util.List;

/**
 * What nobody can go below, in hours, with one job at a time on each server.
 *
 * @param noWait where no job waits
 * @param bootWait where none waits longer than the slowest boot, 90 s
 * @param work however long jobs wait
 * @param clairvoyant what is reached where each job's length is known, and none waits above 90 s
 */
record Bounds(long noWait, long bootWait, long work, long clairvoyant) {

  private static final Duration BOOT = Duration.ofSeconds(90);

  static Bounds of(List<PastJob> jobs) {
    return new Bounds(
        LowerBound.hours(jobs, Duration.ZERO),
        LowerBound.hours(jobs, BOOT),
        LowerBound.ofWork(jobs),
        Clairvoyant.hours(jobs, BOOT));
  }
}
