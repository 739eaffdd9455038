package io.github.ciautoscaler.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pod, as far as a drain and the mapping of runners need it.
 *
 * @param node where it runs; null while unscheduled
 * @param daemonSet owned by a DaemonSet, which would only restart it
 * @param mirror a static pod's mirror, which cannot be evicted
 * @param finished succeeded or failed
 * @param deletion its deletion time, its grace period included; null while nobody deleted it
 */
public record Pod(
    String namespace,
    String name,
    String uid,
    @Nullable String node,
    boolean daemonSet,
    boolean mirror,
    boolean finished,
    @Nullable Instant deletion,
    Origin origin) {

  /**
   * Where it came from.
   *
   * @param owner kind and name of what controls it, as "ReplicaSet web-5d4f"; empty without one
   * @param created null where it is not known
   * @param toleratesTeardown whether our own taint does not keep it away
   */
  public record Origin(String owner, @Nullable Instant created, boolean toleratesTeardown) {
    public static final Origin UNKNOWN = new Origin("", null, false);
  }

  /** Whether a drain evicts it and waits until it is gone. */
  public boolean isDrained() {
    return !daemonSet && !mirror && !finished;
  }

  public boolean terminating() {
    return deletion != null;
  }

  /** Whether it was made at this moment or later and does not mind our taint. */
  public boolean cameInSpiteOfTaint(Instant since) {
    Instant created = origin.created();
    return origin.toleratesTeardown() && created != null && !created.isBefore(since);
  }
}
