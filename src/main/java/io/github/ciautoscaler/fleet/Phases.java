package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.Phase.Launching.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which phase a machine is in, by what is seen of it and what we recorded on its Node. */
final class Phases {

  private final Instant now;
  private final Conditions before;

  Phases(Instant now, Conditions before) {
    this.now = now;
    this.before = before;
  }

  /**
   * One machine as far as it is put together.
   *
   * @param pendingLaunch null where it is not recorded any more
   */
  record Parts(Machine.Faces faces, List<Job> jobs, @Nullable PendingLaunch pendingLaunch) {

    @Nullable Server server() {
      return faces.server();
    }

    @Nullable Node node() {
      return faces.node();
    }

    List<Runner> runners() {
      return faces.runners();
    }

    PodWork work() {
      return faces.work();
    }

    NodeAnnotations ownAnnotations() {
      Node node = faces.node();
      return node == null ? NodeAnnotations.NONE : node.ownAnnotations();
    }
  }

  Phase of(String name, Parts parts) {
    TerminationAnnotations termination = parts.ownAnnotations().termination();
    if (termination != null) {
      return termination.phase(now);
    }
    if (!parts.jobs().isEmpty() || (isServing(parts) && !parts.work().pods().isEmpty())) {
      return new Phase.InService(before.machines().busy().getOrDefault(name, now));
    }
    Instant idleSince = parts.ownAnnotations().idleSince();
    if (idleSince != null
        || isServing(parts)
        || hasServed(parts)
        || parts.runners().stream().anyMatch(Runner::isUsable)) {
      return new Phase.InService(idleSince == null ? now : idleSince);
    }
    Step step = step(parts.server(), parts.node());
    return new Phase.Launching(step, launchedAt(parts, step));
  }

  /** A machine for pods alone waits for no runner. */
  private static boolean isServing(Parts parts) {
    return parts.work().needsNoRunner() && parts.node() != null && parts.node().hasBeenReady();
  }

  private static boolean hasServed(Parts parts) {
    boolean recorded = !parts.ownAnnotations().runnerIds().isEmpty();
    return parts.pendingLaunch() == null && (recorded || !parts.runners().isEmpty());
  }

  private static Step step(@Nullable Server server, @Nullable Node node) {
    if (node != null) {
      return node.wasEverReady() ? Step.NO_RUNNER : Step.NOT_READY;
    }
    if (server == null) {
      return Step.ORDERED;
    }
    return server.isStarted() ? Step.JOINING : Step.BOOTING;
  }

  private Instant launchedAt(Parts parts, Step step) {
    Instant ordered = now;
    if (parts.server() != null) {
      ordered = parts.server().oursSince();
    } else if (parts.pendingLaunch() != null) {
      ordered = parts.pendingLaunch().startedAt();
    }
    Node node = parts.node();
    // A Node that was deleted by hand and made again by its agent has its time from then.
    return node != null && step == Step.NOT_READY && node.created().isAfter(ordered)
        ? node.created()
        : ordered;
  }
}
