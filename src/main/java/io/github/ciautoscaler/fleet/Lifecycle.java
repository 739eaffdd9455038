package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a managed node is in its life, with just what is true there:
 *
 * <pre>[create] -> Provisioning -> Busy <-> Idle -> Deregistering -> Draining -> Removing -> [gone]
 * </pre>
 */
public sealed interface Lifecycle {

  /** Since when, as well as we know. */
  Instant since();

  /** The server was ordered, boots, joins, or waits for its runner. */
  record Provisioning(Instant since, Step step) implements Lifecycle {
    /** What a provisioning machine still lacks. */
    public enum Step {
      /** The server does not run yet. */
      NO_SERVER_START,
      /** The server runs, its node did not join. */
      NO_NODE,
      /** The node joined and was never Ready. */
      NEVER_READY,
      /** The node is or was Ready, and no usable runner ever came. */
      NO_RUNNER;

      static Step of(@Nullable Server server, @Nullable Node node) {
        if (node == null) {
          return server == null || !server.isStarted() ? NO_SERVER_START : NO_NODE;
        }
        boolean everReady =
            node.isReady() || node.marks().readyAt() != null || node.ready() == Node.Ready.UNKNOWN;
        return everReady ? NO_RUNNER : NEVER_READY;
      }
    }
  }

  /** At least one of its runners runs a job. */
  record Busy(Instant since, List<Runner> runners, List<Job> jobs) implements Lifecycle {
    public Busy {
      runners = List.copyOf(runners);
      jobs = List.copyOf(jobs);
    }
  }

  /** It has runners and no job. */
  record Idle(Instant since, List<Runner> runners) implements Lifecycle {
    public Idle {
      runners = List.copyOf(runners);
    }
  }

  /** Its runners are being disabled and looked at. */
  record Deregistering(
      Instant since,
      List<Runner> runners,
      @Nullable Instant quietSince,
      @Nullable Instant firstLook)
      implements Lifecycle {
    public Deregistering {
      runners = List.copyOf(runners);
    }
  }

  /** Its pods are being evicted. */
  record Draining(Instant since, List<Runner> runners) implements Lifecycle {
    public Draining {
      runners = List.copyOf(runners);
    }
  }

  /** Its server is being deleted, then its runner rows, then its Node. */
  record Removing(Instant since) implements Lifecycle {}

  /** The original's word for it, capitalised as in the API. */
  default String word() {
    return getClass().getSimpleName();
  }

  /** The original's word for it, as in the metric label. */
  default String metricWord() {
    return word().toLowerCase(Locale.ROOT);
  }
}
