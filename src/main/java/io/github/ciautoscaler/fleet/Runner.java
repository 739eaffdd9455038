package io.github.ciautoscaler.fleet;

import java.util.Set;

/**
 * A runner row of the forge. Names are not unique.
 *
 * @param ephemeral takes one job, after which its row is gone
 * @param labels bare label names; a runner fits a job when they contain all of the job's
 */
public record Runner(long id, String name, State state, boolean ephemeral, Set<String> labels) {

  /**
   * What the forge says of it now.
   *
   * @param online heard of within a minute; false for one that just registered
   * @param busy the forge's ten-second activity flag: a veto, never the truth
   * @param disabled takes no new job
   */
  public record State(boolean online, boolean busy, boolean disabled) {}

  public Runner {
    labels = Set.copyOf(labels);
  }

  public boolean online() {
    return state.online;
  }

  public boolean busy() {
    return state.busy;
  }

  public boolean disabled() {
    return state.disabled;
  }

  /** Whether it can be given a job. */
  public boolean isUsable() {
    return state.online && !state.disabled;
  }

  public boolean fits(Set<String> wanted) {
    return labels.containsAll(wanted);
  }
}
