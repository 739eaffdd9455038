package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Servers, Nodes, pods and runner rows as a scene has them. */
final class SceneFaces {

  private static final Map<String, String> OURS = Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US);

  private SceneFaces() {}

  /** The id of the server that a scene gives to a machine of this name. */
  static long serverId(String name) {
    return name.hashCode() & 0xffff;
  }

  static Server server(String name, Instant created, Map<String, String> labels) {
    return new Server(
        serverId(name),
        new Server.Metadata(name, labels),
        "running",
        new Server.Paid(created, new Offering("ccx33", "nbg1"), true, null),
        Server.Addresses.NONE);
  }

  static Node node(String name, Instant now, boolean ready, Map<String, String> annotations) {
    return new Node(
        new Node.Meta(name, "uid-" + name, now.minus(Duration.ofHours(1)), OURS, annotations),
        new Node.Readiness(
            ready ? Node.Ready.TRUE : Node.Ready.FALSE, now.minus(Duration.ofMinutes(1))),
        new Node.Scheduling(annotations.containsKey("ci-autoscaler.io/stage"), List.of()),
        Node.Addresses.of(List.of("10.0.0.9")));
  }

  /** One that is Ready since then, with a taint as {@code kubectl taint} writes it. */
  static Node tainted(String name, Instant since, String key, String effect) {
    return new Node(
        new Node.Meta(name, "uid-" + name, since, OURS, Map.of()),
        new Node.Readiness(Node.Ready.TRUE, since),
        new Node.Scheduling(false, List.of(new Node.Taint(key, "true", effect))),
        Node.Addresses.of(List.of("10.0.0.9")));
  }

  /** The same, silent since then. */
  static Node silent(Node node, Instant since) {
    return new Node(
        node.meta(),
        new Node.Readiness(Node.Ready.UNKNOWN, since),
        node.scheduling(),
        node.addresses());
  }

  /** A runner's pod. */
  static Pod pod(String node, long id) {
    return new Pod(
        new Pod.Id("gitea-runners", "pod-" + id, "pod-uid-" + id),
        node,
        false,
        null,
        Pod.Origin.of(Pod.Kind.DAEMON_SET));
  }

  static Runner row(long id, String name, boolean online, boolean disabled, String... labels) {
    return new Runner(id, name, new Runner.State(online, false, disabled), false, Set.of(labels));
  }

  static Map<String, String> idleAnnotations(
      String name, Instant readyAt, Instant idleSince, long runnerId) {
    return Map.of(
        "ci-autoscaler.io/ready-at", readyAt.toString(),
        "ci-autoscaler.io/runner-ids", String.valueOf(runnerId),
        "ci-autoscaler.io/server-id", String.valueOf(serverId(name)),
        "ci-autoscaler.io/idle-since", idleSince.toString());
  }

  static Map<String, String> leavingAnnotations(Instant since, long runnerId) {
    return Map.of(
        "ci-autoscaler.io/stage", "deregistering",
        "ci-autoscaler.io/stage-since", since.toString(),
        "ci-autoscaler.io/runner-ids", String.valueOf(runnerId));
  }

  /** The same with this annotation. */
  static Node recorded(Node old, String key, String value) {
    Map<String, String> annotations = new HashMap<>(old.meta().annotations());
    annotations.put(key, value);
    return new Node(
        new Node.Meta(old.name(), old.uid(), old.created(), old.labels(), annotations),
        old.readiness(),
        old.scheduling(),
        old.addresses());
  }

  /** The same after this machine's runner was seen with these labels. */
  static StoredState seen(StoredState stored, String machine, long runner, Set<String> labels) {
    return StateChanges.apply(
        stored,
        List.of(
            new StateChange.RunnersSeen(machine, Set.of(runner)),
            new StateChange.LabelsShown(Pool.DEFAULT, Set.of(labels))));
  }

  /** What the owner decided, where only the pools differ. */
  static PlanSettings settings(int max, Duration window, List<Pool> pools) {
    return new PlanSettings(
        pools,
        max,
        new Pool.Times(Duration.ofMinutes(5), window, Duration.ofMinutes(10)),
        new PlanSettings.Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10)),
        new PlanSettings.AsTheOriginal(false, false));
  }
}
