package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Job;
import org.jspecify.annotations.Nullable;

/**
 * Which machine will take a queued job, or why none.
 *
 * @param machine the runner, machine or purchase that is expected to serve it; null for none
 */
public record Assignment(Job job, Serving serving, @Nullable String machine, Reason reason) {

  /** How a queued job stands. */
  public enum Serving {
    FREE_RUNNER,
    PROVISIONING,
    PURCHASED,
    WAITS,
    UNSERVABLE,
    IGNORED
  }
}
