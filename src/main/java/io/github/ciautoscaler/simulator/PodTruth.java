package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which machines are there for pods, and which of them work for some, by the world's own word. */
final class PodTruth {

  /** So long after its deletion time a pod is waited for. */
  private static final Duration STUCK_AFTER = Duration.ofMinutes(2);

  private final World world;
  private Instant lookedAt = Instant.MIN;
  private Set<String> atWork = Set.of();

  PodTruth(World world) {
    this.world = world;
  }

  /** The pool that a server was ordered for; that of all where nobody says. */
  static String poolOf(CreateRequest request) {
    return request.labels().getOrDefault(Labels.POOL, Pool.DEFAULT);
  }

  /** Whether it is there for pods alone. */
  boolean isAlone(long server) {
    return world
        .cloud()
        .server(server)
        .filter(it -> poolOf(it.request()).equals(ReplicaPools.PODS))
        .isPresent();
  }

  /** Nodes of ours that may work for pods; none where no pods ask. */
  List<ClusterNode> nodes() {
    return world.settings().has(Surrounding.PODS)
        ? world.cluster().nodes().stream()
            .filter(node -> world.origins().isOurs(node.name()))
            .toList()
        : List.of();
  }

  /** Names of Nodes with a pod that is no DaemonSet's, no mirror and not finished. */
  Set<String> atWork() {
    if (!world.settings().has(Surrounding.PODS)) {
      return Set.of();
    }
    if (lookedAt.isBefore(world.now())) {
      lookedAt = world.now();
      atWork =
          world.cluster().pods().stream()
              .filter(this::isWork)
              .map(ClusterPod::node)
              .collect(Collectors.toSet());
    }
    return atWork;
  }

  private boolean isWork(ClusterPod pod) {
    Instant deletion = pod.deletion();
    boolean stuck =
        deletion != null && !deletion.plus(STUCK_AFTER).isAfter(world.cluster().clock());
    return isOrdinary(pod) && pod.finished() == null && !stuck;
  }

  static boolean isOrdinary(ClusterPod pod) {
    return pod.owner() != Owner.DAEMON_SET && pod.owner() != Owner.NODE;
  }
}
