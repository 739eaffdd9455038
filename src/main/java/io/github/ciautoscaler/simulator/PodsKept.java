package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * K1: where machines are there for pods, we end none that must not be moved, and no machine goes
 * while a pod is on it that was not asked to go.
 */
final class PodsKept {

  /** What came to a machine later than this before its end could not be seen. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(40);

  private final World world;
  private final People people;
  private final WatchRecord watch;
  private final Set<String> asked = new HashSet<>();

  PodsKept(World world, People people, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.watch = watch;
  }

  /** A pod is evicted by us. */
  void evicts(ClusterPod pod) {
    String keeps = pod.keeps();
    if (!pod.isTerminating()) {
      asked.add(pod.node() + " " + pod.ownerName());
    }
    if (isJudged(pod) && keeps != null) {
      judge(pod, "pod " + pod.name() + " is evicted: " + keeps);
    }
  }

  /** A server is deleted by us. */
  void deletes(CloudServer server) {
    String node = world.origins().nodeOn(server);
    if (server.isDeleting() || world.cluster().node(node).isEmpty()) {
      return;
    }
    for (ClusterPod pod : world.cluster().podsOn(node)) {
      boolean seen = pod.bound().plus(SEEN_WITHIN).isBefore(world.cluster().clock());
      if (isJudged(pod) && seen && mayHaveComeBack(pod)) {
        watch.excused(Excuse.CAME_BACK, node);
      } else if (isJudged(pod) && seen) {
        judge(pod, "its server is deleted, and pod " + pod.name() + " was not asked to go");
      }
    }
  }

  /** No taint keeps it away: it came while the machine left, or in place of one that went. */
  private boolean mayHaveComeBack(ClusterPod pod) {
    return pod.keeps() == null
        && pod.isTolerant()
        && (pod.cameInSpiteOfTaint() || asked.contains(pod.node() + " " + pod.ownerName()));
  }

  private boolean isJudged(ClusterPod pod) {
    return world.settings().has(Surrounding.PODS)
        && PodTruth.isOrdinary(pod)
        && pod.finished() == null
        && !pod.isTerminating();
  }

  private void judge(ClusterPod pod, String words) {
    Long server = world.origins().serverBehind(pod.node());
    if (server != null && people.forced(server)) {
      watch.excused(Excuse.DRAIN_FORCED, pod.node());
    } else {
      watch.broken("K1", pod.node(), words);
    }
  }
}
