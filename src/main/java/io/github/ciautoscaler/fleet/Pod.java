package io.github.ciautoscaler.fleet;

import org.jspecify.annotations.Nullable;

/**
 * A pod, as far as a drain and the mapping of runners need it.
 *
 * @param node where it runs; null while unscheduled
 * @param daemonSet owned by a DaemonSet, which would only restart it
 * @param mirror a static pod's mirror, which cannot be evicted
 * @param finished succeeded or failed
 * @param terminating has a deletion time
 */
public record Pod(
    String namespace,
    String name,
    String uid,
    @Nullable String node,
    boolean daemonSet,
    boolean mirror,
    boolean finished,
    boolean terminating) {

  /** Whether a drain evicts it and waits until it is gone. */
  public boolean isDrained() {
    return !daemonSet && !mirror && !finished;
  }
}
