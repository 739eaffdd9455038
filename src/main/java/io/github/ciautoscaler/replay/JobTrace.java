package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A history of jobs.
 *
 * @param name as people call it
 * @param jobs in the order in which they were submitted, never empty
 */
record JobTrace(String name, List<PastJob> jobs) {

  JobTrace {
    jobs = jobs.stream().sorted(Comparator.comparing(PastJob::submitted)).toList();
    if (jobs.isEmpty()) {
      throw new BadInput(name + " has no job.", "Give a trace with one job at least.");
    }
  }

  Instant begins() {
    return jobs.getFirst().submitted();
  }

  /** When the last job ends if none waits. */
  Instant ends() {
    return jobs.stream().map(PastJob::endsEarliest).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** The length of all jobs together. */
  Duration work() {
    return jobs.stream().map(PastJob::length).reduce(Duration.ZERO, Duration::plus);
  }
}
