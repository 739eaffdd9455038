package io.github.ciautoscaler.fleet;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job of the forge, queued (could run now) or running.
 *
 * @param id the forge's id; a re-run keeps it
 * @param name as shown in the forge; written by whoever wrote the workflow, so never trusted
 * @param url where a person looks at it; null where the forge gives none
 * @param labels what it asks for in runs-on; empty for a job without one and for a reusable
 *     workflow's caller
 * @param runnerId the runner row that runs it; null while queued, or where the forge does not say
 */
public record Job(
    long id, String name, @Nullable String url, Set<String> labels, @Nullable Long runnerId) {

  public Job {
    labels = Set.copyOf(labels);
  }
}
