package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The pods for which a draining machine still waits, and what is said of them. */
final class PodsLeft {

  /** So long after its deletion time a pod counts as stuck, and is not waited for any more. */
  static final Duration STUCK_AFTER = Duration.ofMinutes(2);

  private static final int NAMED = 5;

  private final Machine machine;
  private final Instant now;
  private final List<Pod> holding;

  /**
   * @param runnersToo whether its runners' pods must be gone as well
   */
  private PodsLeft(Machine machine, Iterable<Pod> pods, boolean runnersToo, Instant now) {
    this.machine = machine;
    this.now = now;
    List<Pod> those = new ArrayList<>();
    for (Pod pod : pods) {
      if (holds(pod, runnersToo)) {
        those.add(pod);
      }
    }
    this.holding = those;
  }

  /** The pods that hold its removal. */
  static PodsLeft of(Machine machine, Fresh<List<Pod>> pods, Situation situation) {
    return new PodsLeft(machine, pods.value(), situation.evictsRunners(machine), situation.now());
  }

  /** Those that were last seen to hold it, to be named. */
  static PodsLeft lastSeen(Machine machine, Situation situation) {
    LastSeen<Pod> pods =
        LastSeen.of(situation.seen().podsOn().getOrDefault(machine.nodeName(), Tracked.never()));
    return new PodsLeft(machine, pods, situation.evictsRunners(machine), situation.now());
  }

  boolean isNone() {
    return holding.isEmpty();
  }

  /**
   * Those whom nobody asked to go yet. On a machine that is there for pods none that must not be
   * moved: its end is waited for.
   */
  List<Pod> toEvict(boolean forced) {
    return holding.stream()
        .filter(pod -> !pod.terminating() && (forced || !keepsMachine(pod)))
        .toList();
  }

  private boolean keepsMachine(Pod pod) {
    return machine.work().counted() && pod.keeps() != null;
  }

  /** As "2 pods left: ns/web of ReplicaSet web-5d4f, ns/db of nobody." */
  String said() {
    String names = holding.stream().limit(NAMED).map(this::said).collect(Collectors.joining(", "));
    int more = holding.size() - NAMED;
    return holding.size()
        + (holding.size() == 1 ? " pod left: " : " pods left: ")
        + names
        + (more > 0 ? " and " + more + " more." : ".");
  }

  private String said(Pod pod) {
    String owner = pod.origin().owner();
    String who = pod.namespace() + "/" + pod.name() + " of " + (owner.isEmpty() ? "nobody" : owner);
    Instant deletion = pod.deletion();
    if (deletion != null && deletion.isBefore(now)) {
      return who + " (should be gone since " + deletion + ")";
    }
    if (keepsMachine(pod)) {
      return who + " (" + pod.keeps() + ")";
    }
    return isLate(pod) ? who + " (came back: it tolerates every taint)" : who;
  }

  private boolean holds(Pod pod, boolean runnersToo) {
    boolean isRunner = machine.pods().stream().anyMatch(own -> own.uid().equals(pod.uid()));
    if (isRunner) {
      boolean mayWork = machine.runners().stream().anyMatch(Runner::online);
      return runnersToo && !pod.finished() && !pod.isMirror() && (mayWork || !isStuck(pod));
    }
    return pod.isDrained() && !isStuck(pod) && (keepsMachine(pod) || !isLate(pod));
  }

  private boolean isStuck(Pod pod) {
    return Age.of(pod.deletion(), now).reached(STUCK_AFTER);
  }

  /** Its controller made it again after our cordon, and would do so after each eviction. */
  private boolean isLate(Pod pod) {
    return machine.isTerminating() && pod.cameInSpiteOfTaint(machine.phase().since());
  }
}
