package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * L1 of pods at any time: none waits for a machine that could be launched. As with jobs, counted is
 * only the time in which nothing keeps the loop from its work.
 */
final class WaitingPods {

  private final World world;
  private final WaitingJobs launching;
  private final PodQueue pods;
  private final Hindrances hindrances;
  private final WatchRecord watch;
  private final Map<String, Duration> waited = new HashMap<>();
  private Instant lastTurn;

  WaitingPods(
      World world, WaitingJobs launching, PodQueue pods, Hindrances hindrances, WatchRecord watch) {
    this.world = world;
    this.launching = launching;
    this.pods = pods;
    this.hindrances = hindrances;
    this.watch = watch;
    this.lastTurn = world.now();
  }

  void afterTurn() {
    Duration passed = Duration.between(lastTurn, world.now());
    lastTurn = world.now();
    if (!world.settings().has(Surrounding.PODS)) {
      return;
    }
    Set<String> waiting = new HashSet<>();
    for (ClusterPod pod : world.cluster().pods()) {
      PodKind kind = pod.kind();
      boolean waits = pod.node().isEmpty() && !pod.isTerminating();
      if (kind != null && waits && kind.asks()) {
        List<String> pools = PodQueue.poolsFor(kind);
        boolean comes = pools.stream().anyMatch(launching::isComing);
        if (!comes && pools.stream().anyMatch(launching::mayLaunch)) {
          waiting.add(pod.uid());
        }
      }
    }
    waited.keySet().retainAll(waiting);
    if (hindrances.common() == null && launching.mayOrder()) {
      waiting.forEach(pod -> count(pod, passed));
    }
  }

  private void count(String pod, Duration passed) {
    Duration now = waited.merge(pod, passed, Duration::plus);
    if (now.compareTo(launching.longestWait(List.of(Pool.DEFAULT, ReplicaPools.PODS))) > 0) {
      watch.broken(
          "L1", "", "pod " + pod + " waits for " + now + " although a machine could be launched");
    }
  }
}
