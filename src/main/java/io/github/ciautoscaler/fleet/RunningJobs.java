package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs run, and since when, from one complete list to the next: so that how long each ran is
 * known when it is gone.
 *
 * @param seen by the job's id
 * @param ended those that the latest list has no more, of which every list showed that they ran
 * @param listedAt when the latest list was taken; null before the first, and after one that lacked
 *     something
 */
public record RunningJobs(Map<Long, Run> seen, List<Ended> ended, @Nullable Instant listedAt) {

  public static final RunningJobs NONE = new RunningJobs(Map.of(), List.of(), null);

  /**
   * One job that runs.
   *
   * @param since when a list had it first; of one that ran before the first list, its own start
   *     where the forge tells it
   * @param fromStart whether the list before did not have it
   */
  public record Run(Job job, Instant since, boolean fromStart) {}

  /** How long a job ran that ended. */
  public record Ended(JobName name, Duration took) {}

  /**
   * After one more reading of the list of running jobs.
   *
   * @param silent whose runner was not heard of: when those ended is not known
   */
  RunningJobs after(Tracked<List<Job>> running, Set<Long> silent) {
    if (!(running.latest() instanceof Reading.Complete<List<Job>>(var jobs, var at))) {
      return new RunningJobs(seen, List.of(), null);
    }
    if (at.equals(listedAt)) {
      return ended.isEmpty() ? this : new RunningJobs(seen, List.of(), at);
    }
    Map<Long, Run> now = new HashMap<>();
    jobs.forEach(job -> now.put(job.id(), run(job, at)));
    return new RunningJobs(now, listedAt == null ? List.of() : ended(now, silent, at), at);
  }

  private Run run(Job job, Instant at) {
    Run before = seen.get(job.id());
    if (before != null && isSame(before.job, job)) {
      return before;
    }
    Instant started = job.run().started();
    boolean fromStart = listedAt != null;
    return new Run(
        job, fromStart || started == null || started.isAfter(at) ? at : started, fromStart);
  }

  /** A re-run may keep the id. */
  private static boolean isSame(Job before, Job now) {
    return before.run().attempt() == now.run().attempt()
        && Objects.equals(before.runnerId(), now.runnerId());
  }

  private List<Ended> ended(Map<Long, Run> now, Set<Long> silent, Instant at) {
    List<Ended> gone = new ArrayList<>();
    seen.forEach((id, run) -> {
      JobName name = JobName.of(run.job);
      if (run.fromStart && name != null && now.get(id) != run && !silent.contains(id)) {
        gone.add(new Ended(name, Duration.between(run.since, at)));
      }
    });
    return gone;
  }

  RunningJobs movedBy(Duration change) {
    return new RunningJobs(
        Since.each(seen, run -> new Run(run.job, run.since.plus(change), run.fromStart)),
        ended,
        listedAt == null ? null : listedAt.plus(change));
  }
}
