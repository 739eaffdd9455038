package io.github.ciautoscaler.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Jobs that do the same work, as far as the forge tells: those of one name in one repository. No
 * forge says of a job which workflow it is of.
 *
 * @param repository owner and name, with a slash between
 * @param name as the workflow writes it, never trusted
 */
public record JobName(String repository, String name) {

  /** Null where the forge does not tell enough. */
  public static @Nullable JobName of(Job job) {
    String repository = job.run().repository();
    return repository == null || job.name().isEmpty() ? null : new JobName(repository, job.name());
  }

  int size() {
    return repository.length() + name.length();
  }
}
