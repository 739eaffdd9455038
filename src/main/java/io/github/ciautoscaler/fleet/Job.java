package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job of the forge, queued (could run now) or in progress.
 *
 * @param id the forge's id; a re-run may keep it
 * @param requirements what it asks for in runs-on; no label for a job without one and for a
 *     reusable workflow's caller
 * @param runnerId the runner row that runs it; null while queued. Null for one in progress where
 *     the forge does not say: then it runs somewhere
 */
public record Job(long id, Title title, Requirements requirements, @Nullable Long runnerId, Run run)
    implements WorkItem {

  /**
   * How people know it.
   *
   * @param name as shown in the forge; written by whoever wrote the workflow, so never trusted
   * @param url where a person looks at it; null where the forge gives none
   */
  public record Title(String name, @Nullable String url) {}

  /**
   * The workflow run that it belongs to. What the forge does not tell is null, or 0.
   *
   * @param repository owner and name, with a slash between
   * @param attempt counts from 1; 0 before the first one, in some releases
   * @param created of a re-run, or a job that waited for others, long before it was queued
   * @param started when a runner took it
   */
  public record Run(
      @Nullable String repository,
      @Nullable Long id,
      int attempt,
      @Nullable Instant created,
      @Nullable Instant started) {

    public static final Run UNKNOWN = new Run(null, null, 0, null, null);
  }

  /** Whose repository it is of, so whose runners it may run on; empty where nobody says. */
  public String owner() {
    String repository = run.repository();
    return repository == null ? "" : repository.replaceFirst("/.*", "");
  }

  /** Of one in progress: whether the forge does not say on which runner. */
  public boolean isSomewhere() {
    return runnerId == null;
  }

  /** Of one in progress: whether this runner may be the one that it is on, by all that is said. */
  public boolean mayRunOn(Runner runner) {
    return runnerId == null ? runner.fits(labels()) : runnerId == runner.id();
  }

  public String name() {
    return title.name();
  }

  public @Nullable String url() {
    return title.url();
  }

  public Set<String> labels() {
    return requirements.labels();
  }
}
