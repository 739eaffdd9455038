package io.github.ciautoscaler.fleet;

import java.util.Set;

/**
 * A runner row of the forge. Names are not unique.
 *
 * @param online heard of within a minute; false for one that just registered
 * @param busy the forge's ten-second activity flag: a veto, never the truth
 * @param disabled takes no new job
 * @param labels bare label names; a runner fits a job when they contain all of the job's
 */
public record Runner(
    long id,
    String name,
    boolean online,
    boolean busy,
    boolean disabled,
    boolean ephemeral,
    Set<String> labels) {

  public Runner {
    labels = Set.copyOf(labels);
  }

  /** Whether it can be given a job. */
  public boolean isUsable() {
    return online && !disabled;
  }

  public boolean fits(Set<String> wanted) {
    return labels.containsAll(wanted);
  }
}
