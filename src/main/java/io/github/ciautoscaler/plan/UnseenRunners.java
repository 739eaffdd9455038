package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Machines whose runner may be registered where we do not look, so that a job of it is in none of
 * our lists either. There are none where the runners of every scope are seen.
 */
final class UnseenRunners {

  private static final String MEND =
      " It may run a job that none of our lists has. Register it in one of FORGE_SCOPES, or name"
          + " its scope there.";

  private final FleetState fleet;
  private final Strangers strangers;

  UnseenRunners(FleetState fleet, Strangers strangers) {
    this.fleet = fleet;
    this.strangers = strangers;
  }

  /** Why this machine may have one, in sentences for people; null where it has none. */
  @Nullable String on(Machine machine) {
    if (fleet.seen().forgeCan(Capability.EVERY_RUNNER) || machine.isForced()) {
      return null;
    }
    Node node = machine.node();
    if (node == null) {
      return elsewhere(machine);
    }
    List<Pod> unseen = unseen(machine.pods());
    if (unseen.size() > ofItsNode(machine)) {
      return said(unseen.getFirst());
    }
    boolean mayServe = machine.wasEverReady() && !machine.work().needsNoRunner();
    return mayServe && everSeen(machine).isEmpty()
        ? "No runner of it is in a scope that is looked at." + MEND
        : null;
  }

  private static String said(Pod pod) {
    return "No runner in a scope that is looked at has the name of its runner's pod "
        + pod.name()
        + "."
        + MEND;
  }

  /** Runner pods that run and whose name no row has. */
  private List<Pod> unseen(Iterable<Pod> pods) {
    Set<String> names = new HashSet<>();
    LastSeen.of(fleet.seen().runners()).forEach(row -> names.add(row.name()));
    return StreamSupport.stream(pods.spliterator(), false)
        .filter(pod -> !pod.finished() && !names.contains(pod.name()))
        .toList();
  }

  /** Rows called as the Node or the server is, which one of its pods may have made. */
  private static long ofItsNode(Machine machine) {
    return machine.runners().stream()
        .filter(Runner::online)
        .filter(row -> machine.names().contains(row.name()))
        .count();
  }

  private Set<Long> everSeen(Machine machine) {
    Set<Long> ids = new HashSet<>(machine.runnerIds());
    ids.addAll(machine.ownAnnotations().runnerIds());
    ids.addAll(
        fleet.seen().stored().runners().registrations().getOrDefault(machine.name(), Set.of()));
    return ids;
  }

  /** Without a Node its pods may stand on one that nothing joins to it; it may have served. */
  private @Nullable String elsewhere(Machine machine) {
    if (machine.runners().isEmpty() && !everSeen(machine).isEmpty()) {
      return "Its Node is gone, and its runner is in no scope that is looked at any more." + MEND;
    }
    Set<String> ours = fleet.machines().stream().map(Machine::nodeName).collect(Collectors.toSet());
    Set<String> before = strangers.podsOnNodesBefore(machine);
    return unseen(LastSeen.of(fleet.seen().runnerPods())).stream()
        .filter(pod -> pod.node() != null && !ours.contains(pod.node()))
        .filter(pod -> !before.contains(pod.name()))
        .findFirst()
        .map(pod -> said(pod) + " It may be on this machine, under a Node of another name.")
        .orElse(null);
  }
}
