package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of running jobs where the forge does not say on which runner each is: what proves
 * that one is not on some runner. Empty of a forge that says it.
 *
 * @param jobs by claim, the running jobs
 * @param jobsAt when the latest list of running jobs was taken; long ago before the first
 * @param runners by id
 * @param runnersAt when the latest list of runners was taken
 */
public record WorkConditions(
    Map<Claim, Running> jobs, Instant jobsAt, Map<Long, RunnerWatch> runners, Instant runnersAt) {

  static final WorkConditions NONE =
      new WorkConditions(Map.of(), Instant.EPOCH, Map.of(), Instant.EPOCH);

  /** A runner that rests for so long while a job runs does not have it. */
  public static final Duration REST = Duration.ofSeconds(90);

  /** What was listed so much later came later: lists lag, and answers take their time. */
  static final Duration LATER = Duration.ofSeconds(60);

  /** By then the forge has failed every job on which nobody reported. */
  static final Duration GIVEN_UP = Duration.ofMinutes(30);

  /** So long an answer may have been on its way. */
  static final Duration ANSWERED_WITHIN = Duration.ofSeconds(15);

  /**
   * @param first when it was first listed
   * @param absentAt when a list was taken that did not have it yet; null where the first one had it
   */
  public record Running(Instant first, @Nullable Instant absentAt) {
    Running movedBy(Duration change) {
      return new Running(first.plus(change), RunnerWatch.moved(absentAt, change));
    }
  }

  WorkConditions movedBy(Duration change) {
    return new WorkConditions(
        Since.each(jobs, it -> it.movedBy(change)),
        moved(jobsAt, change),
        Since.each(runners, it -> it.movedBy(change)),
        moved(runnersAt, change));
  }

  private static Instant moved(Instant then, Duration change) {
    return then.equals(Instant.EPOCH) ? then : then.plus(change);
  }

  /** Whether it is proven that this running job is not on this runner. */
  public boolean isElsewhere(Job job, Runner runner) {
    Running running = jobs.get(Claim.of(job));
    RunnerWatch watch = runners.get(runner.id());
    return running != null
        && watch != null
        && (watch.neverSpoke()
            || cameLater(watch, running)
            || rested(watch, running)
            || wasOffline(watch, running));
  }

  /** A list from after the job's beginning did not have the runner yet. */
  private static boolean cameLater(RunnerWatch watch, Running running) {
    return Age.of(running.first(), later(watch.absentAt(), Instant.EPOCH)).reached(LATER);
  }

  /** A runner that has a job reports on it, or is offline after a minute. */
  private boolean rested(RunnerWatch watch, Running running) {
    Instant idle = watch.idleSince();
    return idle != null && Age.of(later(idle, running.first()), runnersAt).reached(REST);
  }

  /** Not heard of since before the job began, or for so long that the forge gave it up. */
  private boolean wasOffline(RunnerWatch watch, Running running) {
    Instant offline = watch.offlineSince();
    Instant absent = running.absentAt();
    boolean before =
        offline != null
            && absent != null
            && !offline.isAfter(absent)
            && Age.of(running.first(), runnersAt).reached(ANSWERED_WITHIN);
    return before || Age.of(offline, runnersAt).reached(GIVEN_UP);
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one != null && one.isAfter(other) ? one : other;
  }
}
