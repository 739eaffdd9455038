package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine is in its life, with just what is true there:
 *
 * <pre>Launching -> InService -> Terminating -> [gone]
 * </pre>
 *
 * <p>What is true in every phase, its runners and jobs among it, stands on the {@link Machine}: a
 * job changes no phase.
 */
public sealed interface Phase {

  /** Since when, as well as we know. */
  Instant since();

  /** The server was ordered, boots, joins, or waits for its first runner. */
  record Launching(Step step, Instant since) implements Phase {
    /** What a launching machine still lacks. */
    public enum Step {
      /** No server is listed yet. */
      ORDERED,
      /** The server does not run yet. */
      BOOTING,
      /** The server runs, its node did not join. */
      JOINING,
      /** The node joined and was never Ready. */
      NOT_READY,
      /** The node is or was Ready, and no usable runner ever came. */
      NO_RUNNER
    }
  }

  /**
   * It has runners that take jobs, or had.
   *
   * @param since when it began to work, or to be idle
   */
  record InService(Instant since) implements Phase {}

  /**
   * It is on its way out, also while its last job still runs.
   *
   * @param since when the termination began, which tells the paid hour that it wants to spare
   * @param reason the code of why; empty where that cannot be read
   * @param deletingSince when the delete of its server was planned; null before
   */
  record Terminating(
      Step step, Instant since, String reason, Looks looks, @Nullable Instant deletingSince)
      implements Phase {

    /** How far it has come. */
    public enum Step {
      /** Its runners are being disabled and looked at. */
      DISABLING("deregistering"),
      /** Its pods are being evicted. */
      DRAINING("draining"),
      /** Its server is being deleted, then its runner rows, then its Node. */
      DELETING("removing");

      private final String annotation;

      Step(String annotation) {
        this.annotation = annotation;
      }

      /** As it stands on the Node. */
      public String annotation() {
        return annotation;
      }

      static Optional<Step> of(@Nullable String annotation) {
        for (Step step : values()) {
          if (step.annotation.equals(annotation)) {
            return Optional.of(step);
          }
        }
        return Optional.empty();
      }
    }

    /**
     * What was seen of its runners.
     *
     * @param quietSince from when on every row was seen disabled (or its pod gone): the fetch
     *     window counts from here
     * @param first when the first complete look without a running job was taken
     */
    public record Looks(@Nullable Instant quietSince, @Nullable Instant first) {
      public static final Looks NONE = new Looks(null, null);
    }
  }
}
