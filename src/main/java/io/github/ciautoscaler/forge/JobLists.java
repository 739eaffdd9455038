package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.forge.Wire.JobRow;
import io.github.ciautoscaler.forge.Wire.RepositoryRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one kind, also where a row without run or repository keeps Gitea from listing them.
 * Gitea names such a row, so that nothing is unknown: nobody waits for it, and it is left out.
 */
final class JobLists {

  /** Each costs a request at each pass. */
  private static final int MOST_REPOSITORIES = 200;

  private final GiteaLists lists;
  private final InstantSource clock;
  private final Map<JobWord, String> remarks = new EnumMap<>(JobWord.class);

  JobLists(GiteaLists lists, InstantSource clock) {
    this.lists = lists;
    this.clock = clock;
  }

  /** What was left out of the latest lists, and how to mend it. */
  List<String> remarks() {
    synchronized (remarks) {
      return remarks.values().stream().distinct().toList();
    }
  }

  Reading<List<JobRow>> read(JobWord kind) {
    Page.Source<JobRow> all = lists.jobs(kind.words());
    Listing<JobRow> listing = new Listing<>(all, false, clock);
    Reading<List<JobRow>> reading = listing.read();
    ReadFailed failure = listing.failure();
    if (failure == null || !failure.isOfTheWholeList()) {
      remark(kind, listing.orphans());
      return reading;
    }
    remark(kind, List.of(java.util.Objects.requireNonNull(failure.orphan())));
    return ofEachRepository(kind, failure);
  }

  private void remark(JobWord kind, Collection<Long> orphans) {
    synchronized (remarks) {
      remarks.remove(kind);
      if (!orphans.isEmpty()) {
        remarks.put(kind, sentence(orphans));
      }
    }
  }

  private static String sentence(Collection<Long> orphans) {
    List<String> ids = new TreeSet<>(orphans).stream().map(String::valueOf).toList();
    String subject = ids.size() == 1 ? "Job " + ids.getFirst() : "Jobs " + String.join(", ", ids);
    return subject
        + (ids.size() == 1 ? " has" : " have")
        + " lost run or repository, and Gitea answers 500 for a list with such a row; it is left"
        + " out. Delete it from Gitea's table action_run_job.";
  }

  /** Each repository's own list has none of the rows that have lost theirs. */
  private Reading<List<JobRow>> ofEachRepository(JobWord kind, ReadFailed whole) {
    Instant takenAt = clock.instant();
    Reading<List<RepositoryRow>> found = new Listing<>(lists.repositories(), true, clock).read();
    List<RepositoryRow> repositories =
        switch (found) {
          case Reading.Complete<List<RepositoryRow>>(var rows, var at) -> rows;
          case Reading.Partial<List<RepositoryRow>>(var rows, var at, var problem) -> rows;
          case Reading.Failed<List<RepositoryRow>> failed -> List.of();
        };
    String problem = problem(found);
    repositories =
        repositories.stream().filter(one -> lists.scope().covers(one.fullName())).toList();
    if (problem != null && repositories.isEmpty()) {
      return new Reading.Failed<>(
          Reading.Trouble.UNREACHABLE,
          whole.problem()
              + "; to ask each repository by itself, the token needs the scope"
              + " read:repository too ("
              + problem
              + ")",
          takenAt);
    }
    List<JobRow> rows = new ArrayList<>();
    for (RepositoryRow repository : repositories.stream().limit(MOST_REPOSITORIES).toList()) {
      Reading<List<JobRow>> own = ofRepository(repository, kind);
      if (own instanceof Reading.Complete<List<JobRow>>(var jobs, var at)) {
        rows.addAll(jobs);
      } else {
        problem = problem == null ? problem(own) : problem;
      }
    }
    if (repositories.size() > MOST_REPOSITORIES) {
      problem = "only the " + MOST_REPOSITORIES + " repositories that changed last were asked";
    }
    return problem == null
        ? new Reading.Complete<>(rows, takenAt)
        : new Reading.Partial<>(rows, takenAt, whole.problem() + " (" + problem + ")");
  }

  private Reading<List<JobRow>> ofRepository(RepositoryRow repository, JobWord kind) {
    String name = String.valueOf(repository.fullName());
    return new Listing<>(lists.jobsOf(name, kind.words()), false, clock).read();
  }

  private static @Nullable String problem(Reading<?> reading) {
    return switch (reading) {
      case Reading.Complete<?> complete -> null;
      case Reading.Partial<?> partial -> partial.problem();
      case Reading.Failed<?> failed -> failed.problem();
    };
  }
}
