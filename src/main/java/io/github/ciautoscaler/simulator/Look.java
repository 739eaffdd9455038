package io.github.ciautoscaler.simulator;

import java.time.Instant;

/**
 * What one sequence of effects saw of jobs and runners. What its process reads elsewhere, also
 * while an effect of it is on its way, is no look of this sequence.
 */
final class Look {

  private Instant jobs = Instant.MIN;
  private Instant whole = Instant.MIN;
  private Instant listed = Instant.MIN;
  private boolean failed;

  /**
   * Its next effect is sent.
   *
   * @param jobsListed when a pass had read the running jobs by then
   */
  void sends(Instant jobsListed) {
    listed = jobsListed;
    failed = false;
  }

  /** Something that it asked for is not answered completely. */
  void fails() {
    failed = true;
  }

  boolean isFailed() {
    return failed;
  }

  void sawJobs(Instant at) {
    jobs = at;
  }

  void sawRunners() {
    whole = jobs;
  }

  /** When its last complete look began. */
  Instant last() {
    return whole;
  }

  /** When it read the running jobs; where it did not, when a pass had. */
  Instant jobsKnown() {
    return jobs.equals(Instant.MIN) ? listed : jobs;
  }
}
