package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Job;
import org.jspecify.annotations.Nullable;

/**
 * Which machine will take a queued job, or why none.
 *
 * @param machine the runner, machine or launch that is expected to serve it; null for none
 */
public record Assignment(Job job, Standing standing, @Nullable String machine, Reason reason) {

  /** How a queued job stands. */
  public enum Standing {
    FREE_RUNNER,
    PROVISIONING,
    LAUNCHED,
    WAITS,
    UNSERVABLE,
    IGNORED
  }
}
