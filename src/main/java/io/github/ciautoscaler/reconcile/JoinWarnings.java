package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Plan.Warning;
import java.util.List;

/** What the pools' ways to join the cluster warn of, each once. */
final class JoinWarnings {

  private JoinWarnings() {}

  static List<Warning> about(FleetState fleet, List<Pool> pools) {
    boolean hasJoined =
        !fleet.seen().stored().runners().shownLabels().isEmpty()
            || fleet.machines().stream().anyMatch(machine -> machine.wasEverReady());
    ClusterInfo cluster = fleet.seen().clusterInfo().orElse(null);
    return pools.stream()
        .map(Pool::template)
        .flatMap(it -> it.bootstrap().warnings(cluster, it.access(), hasJoined).stream())
        .map(warning -> new Warning(warning.code(), warning.sentence()))
        .distinct()
        .toList();
  }
}
