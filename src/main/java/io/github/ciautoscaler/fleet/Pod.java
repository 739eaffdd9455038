package io.github.ciautoscaler.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pod, as far as a drain and the mapping of runners need it.
 *
 * @param node where it runs; null while unscheduled
 * @param finished succeeded or failed
 * @param deletion its deletion time, its grace period included; null while nobody deleted it
 */
public record Pod(
    Id id, @Nullable String node, boolean finished, @Nullable Instant deletion, Origin origin) {

  /** What it is called, and which of that name it is. */
  public record Id(String namespace, String name, String uid) {}

  /**
   * Where it came from.
   *
   * @param owner kind and name of what controls it, as "ReplicaSet web-5d4f"; empty without one
   * @param created null where it is not known
   * @param toleratesTermination whether our own taint does not keep it away
   * @param keeps why its machine is to stay as long as it runs; null where another may be started
   *     in its place
   */
  public record Origin(
      Kind kind,
      String owner,
      @Nullable Instant created,
      boolean toleratesTermination,
      @Nullable String keeps) {

    /** One that may be moved. */
    public Origin(
        Kind kind, String owner, @Nullable Instant created, boolean toleratesTermination) {
      this(kind, owner, created, toleratesTermination, null);
    }

    public static final Origin UNKNOWN = new Origin(Kind.ORDINARY, "", null, false);

    public static Origin of(Kind kind) {
      return new Origin(kind, "", null, false);
    }
  }

  /** What becomes of it when it is evicted. */
  public enum Kind {
    /** It goes, and its owner starts another elsewhere. */
    ORDINARY,
    /** Of a DaemonSet, which would only restart it here. */
    DAEMON_SET,
    /** A static pod's mirror, which cannot be evicted. */
    MIRROR
  }

  public String namespace() {
    return id.namespace;
  }

  public String name() {
    return id.name;
  }

  public String uid() {
    return id.uid;
  }

  /** Whether it is a static pod's mirror, which cannot be evicted. */
  public boolean isMirror() {
    return origin.kind == Kind.MIRROR;
  }

  /** Whether a drain evicts it and waits until it is gone. */
  public boolean isDrained() {
    return origin.kind == Kind.ORDINARY && !finished;
  }

  /** Why it must not be moved to another machine; null where it may be. */
  public @Nullable String keeps() {
    return origin.keeps;
  }

  public boolean terminating() {
    return deletion != null;
  }

  /** Whether it was made at this moment or later and does not mind our taint. */
  public boolean cameInSpiteOfTaint(Instant since) {
    Instant created = origin.created();
    return origin.toleratesTermination() && created != null && !created.isBefore(since);
  }
}
