package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every list that a removal rests on, complete and fresh, of a forge of which it is known what it
 * can do. Whatever removes, takes it: the effects and facts that take something away are made here
 * and nowhere else.
 */
final class Evidence {

  /** What the forge said of its work and its runners. */
  record OfForge(Fresh<List<Job>> queued, Fresh<List<Job>> running, Fresh<List<Runner>> runners) {}

  /** What stands behind the runners. */
  record OfMachines(
      Fresh<List<Server>> servers, Fresh<List<Node>> nodes, Fresh<List<Pod>> runnerPods) {}

  private final FleetState fleet;
  private final OfForge forge;
  private final OfMachines machines;
  private final Duration maxAge;

  Evidence(FleetState fleet, OfForge forge, OfMachines machines, Duration maxAge) {
    this.fleet = fleet;
    this.forge = forge;
    this.machines = machines;
    this.maxAge = maxAge;
  }

  List<Runner> runners() {
    return forge.runners.value();
  }

  List<Node> nodes() {
    return machines.nodes.value();
  }

  List<Pod> runnerPods() {
    return machines.runnerPods.value();
  }

  /** Every pod of this Node, where they were read in time. */
  Optional<Fresh<List<Pod>>> podsOn(String node) {
    return fleet
        .seen()
        .podsOn()
        .getOrDefault(node, Tracked.never())
        .fresh(fleet.seen().now(), maxAge);
  }

  Rows rows() {
    return new Rows(fleet, this);
  }

  /** When the runners were listed. */
  Instant runnersListedAt() {
    return forge.runners.takenAt();
  }

  /** When it was looked whether runners work: as old as the older of the two lists. */
  Instant lookedAt() {
    Instant jobs = forge.running.takenAt();
    Instant rows = forge.runners.takenAt();
    return jobs.isBefore(rows) ? jobs : rows;
  }

  Effect deleteServer(Server server) {
    return new Effect.DeleteServer(server.id(), server.name());
  }

  Effect disable(long runner) {
    return new Effect.DisableRunner(runner);
  }

  Effect delete(long runner) {
    return new Effect.DeleteRunner(runner);
  }

  Effect delete(Node node) {
    return new Effect.DeleteNode(node.name(), node.uid());
  }

  Effect evict(Pod pod) {
    return new Effect.EvictPod(pod.namespace(), pod.name(), pod.uid());
  }

  /** The runner rows that we remember of these machines. */
  StateChange forgetRunnersOf(Set<String> machines) {
    return new StateChange.RunnersForgotten(machines);
  }
}
