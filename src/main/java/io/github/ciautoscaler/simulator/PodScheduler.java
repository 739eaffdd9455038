package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import io.github.ciautoscaler.simulator.PodKind.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts pods that wait onto Nodes with room, ends placeholders for urgent ones, and ends what is on
 * a Node that has been silent for long.
 */
final class PodScheduler {

  /** How long a pod tolerates a Node that is not Ready, unless it tolerates everything. */
  private static final Duration TOLERATED = Duration.ofSeconds(300);

  private final World world;

  PodScheduler(World world) {
    this.world = world;
  }

  /** False: it waits on. */
  boolean schedule(ClusterPod pod, PodKind kind) {
    for (ClusterNode node : world.cluster().nodes()) {
      if (isOpen(node, kind) && hasRoom(world, node, pod, kind.wants().apart(), false)) {
        bind(pod, node);
        return true;
      }
    }
    if (kind.wants().rank() == Rank.URGENT) {
      makeRoom(pod, kind);
    }
    return false;
  }

  private void bind(ClusterPod pod, ClusterNode node) {
    world.log(node.name(), "pod " + pod.name() + " is scheduled");
    boolean leaves = node.spec().taints().contains(Labels.TERMINATION_TAINT);
    pod.bind(node.name(), world.cluster().clock(), leaves);
    world.cluster().allPods().changed(pod);
    world.cluster().allPods().startPending(node);
  }

  private static boolean isOpen(ClusterNode node, PodKind kind) {
    return node.isReady()
        && node.spec().labels().entrySet().containsAll(kind.wants().labels().entrySet())
        && node.spec().taints().stream()
            .filter(taint -> !taint.effect().equals("PreferNoSchedule"))
            .allMatch(kind.wants().tolerates()::allows);
  }

  /** Whether it would find room there, with all that is there now. */
  static boolean hasRoom(World world, ClusterNode node, ClusterPod pod) {
    return hasRoom(world, node, pod, pod.isApart(), false);
  }

  private static boolean hasRoom(
      World world, ClusterNode node, ClusterPod pod, boolean apart, boolean withoutPlaceholders) {
    long used = 0;
    for (ClusterPod other : world.cluster().podsOn(node.name())) {
      boolean counts = other.finished() == null && !(withoutPlaceholders && isPlaceholder(other));
      used += counts ? other.milliCpu() : 0;
      if (apart && isReplicaOf(other, pod)) {
        return false;
      }
    }
    return used + pod.milliCpu() <= node.milliCpu();
  }

  /** What keeps apart does so from its like in its own namespace. */
  private static boolean isReplicaOf(ClusterPod other, ClusterPod pod) {
    return other.namespace().equals(pod.namespace()) && other.ownerName().equals(pod.ownerName());
  }

  private static boolean isPlaceholder(ClusterPod pod) {
    PodKind kind = pod.kind();
    return kind != null && kind.wants().rank() == Rank.PLACEHOLDER;
  }

  private void makeRoom(ClusterPod pod, PodKind kind) {
    for (ClusterNode node : world.cluster().nodes()) {
      if (isOpen(node, kind) && hasRoom(world, node, pod, kind.wants().apart(), true)) {
        world.cluster().podsOn(node.name()).stream()
            .filter(it -> isPlaceholder(it) && !it.isTerminating())
            .forEach(it -> world.cluster().deletePod(it.namespace(), it.name()));
        return;
      }
    }
  }

  /** What the node controller does: its pods are to go, and are made anew elsewhere. */
  void endOnLostNodes() {
    Instant since = world.cluster().clock().minus(TOLERATED);
    for (ClusterNode node : world.cluster().nodes()) {
      if (!node.isReady() && node.readySince().isBefore(since)) {
        for (ClusterPod pod : ordinaryOn(node.name())) {
          if (!pod.isTolerant() && !pod.isTerminating()) {
            world.cluster().deletePod(pod.namespace(), pod.name());
          }
        }
      }
    }
  }

  private List<ClusterPod> ordinaryOn(String node) {
    List<ClusterPod> pods = new ArrayList<>();
    for (ClusterPod pod : world.cluster().podsOn(node)) {
      if (pod.owner() != Owner.DAEMON_SET && pod.owner() != Owner.NODE) {
        pods.add(pod);
      }
    }
    return pods;
  }
}
