package io.github.ciautoscaler.fleet;

/**
 * A job as one runner took it: a re-run keeps its id and counts on.
 *
 * @param job the forge's id
 * @param attempt which time it is that the job runs
 */
public record Claim(long job, int attempt) {

  public static Claim of(Job job) {
    return new Claim(job.id(), job.run().attempt());
  }
}
