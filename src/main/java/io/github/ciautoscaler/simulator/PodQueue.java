package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.simulator.PodKind.Tolerates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pods of the last minutes that waited for a machine, in truth, by the pools that fit them. */
final class PodQueue {

  private static final Duration KEPT = Duration.ofMinutes(20);

  /** What the smallest machine of each pool has for pods, in thousandths of a core. */
  private static final long SMALLEST = 4_000;

  private static final List<String> POOLS = List.of(Pool.DEFAULT, ReplicaPools.PODS);

  /** How it was from then to then. */
  private record Moment(Instant from, Instant at, Map<String, List<ClusterPod>> waiting) {}

  private final World world;
  private final PodTruth truth;
  private final Deque<Moment> moments = new ArrayDeque<>();

  PodQueue(World world) {
    this.world = world;
    this.truth = new PodTruth(world);
  }

  /** Takes down how it is now. */
  void look() {
    if (!world.settings().has(Surrounding.PODS)) {
      return;
    }
    Instant now = world.now();
    Map<String, List<ClusterPod>> waiting =
        Map.of(Pool.DEFAULT, waiting(Pool.DEFAULT), ReplicaPools.PODS, waiting(ReplicaPools.PODS));
    Moment last = moments.peekLast();
    if (last != null && last.waiting().equals(waiting)) {
      moments.removeLast();
      moments.addLast(new Moment(last.from(), now, waiting));
    } else {
      moments.addLast(new Moment(now, now, waiting));
    }
    while (moments.getFirst().at().plus(KEPT).isBefore(now)) {
      moments.removeFirst();
    }
  }

  /** Pods that wait now, and that a new machine of this pool would take. */
  List<ClusterPod> waiting(String pool) {
    List<ClusterPod> pods = new ArrayList<>();
    for (ClusterPod pod : world.cluster().pods()) {
      PodKind kind = pod.kind();
      boolean waits = pod.node().isEmpty() && !pod.isTerminating();
      if (kind != null && waits && kind.asks() && fits(kind, pool)) {
        pods.add(pod);
      }
    }
    return pods;
  }

  /** The pools whose machines it fits. */
  static List<String> poolsFor(PodKind kind) {
    return POOLS.stream().filter(pool -> fits(kind, pool)).toList();
  }

  private static boolean fits(PodKind kind, String pool) {
    boolean alone = pool.equals(ReplicaPools.PODS);
    Map<String, String> has = alone ? ReplicaPools.PODS_LABEL : Map.of();
    return kind.milliCpu() <= SMALLEST
        && has.entrySet().containsAll(kind.wants().labels().entrySet())
        && (!alone || kind.wants().tolerates() != Tolerates.NOTHING);
  }

  /**
   * The most machines that the pods of one moment since then could need: one for each that keeps
   * apart, and so many for the others that no two of them are half empty.
   */
  int mostSince(String pool, Instant then) {
    int most = 0;
    for (Moment moment : moments) {
      if (!moment.at().isBefore(then)) {
        most = Math.max(most, most(moment.waiting().getOrDefault(pool, List.of())));
      }
    }
    return most;
  }

  private static int most(List<ClusterPod> pods) {
    long apart = pods.stream().filter(ClusterPod::isApart).count();
    long size = pods.stream().filter(pod -> !pod.isApart()).mapToLong(ClusterPod::milliCpu).sum();
    long others = pods.size() - apart;
    return (int) (apart + Math.min(others, 2 * size / SMALLEST + 1));
  }

  /** The uids of all that waited at some moment since then. */
  Set<String> allSince(String pool, Instant then) {
    Set<String> uids = new HashSet<>();
    for (Moment moment : moments) {
      if (!moment.at().isBefore(then)) {
        moment.waiting().getOrDefault(pool, List.of()).forEach(pod -> uids.add(pod.uid()));
      }
    }
    return uids;
  }

  /**
   * Since when a machine could take a job or a pod, whichever its pool serves, and has neither;
   * null: it has, or could not.
   */
  @Nullable Instant freeSince(CloudServer server, Lives lives) {
    if (!world.settings().has(Surrounding.PODS)) {
      return lives.freeSince(server.id());
    }
    ClusterNode node = world.cluster().node(world.origins().nodeOn(server)).orElse(null);
    if (node == null
        || !node.isReady()
        || node.spec().unschedulable()
        || truth.atWork().contains(node.name())) {
      return null;
    }
    Instant idle = lives.idleFrom(server);
    return truth.isAlone(server.id())
        ? idle
        : lives.freeSince(server.id()) == null ? null : later(idle, lives.freeSince(server.id()));
  }

  /** Whether no pods fill it and nobody cordoned it, which keeps pods away and no job. */
  boolean mayTake(CloudServer server) {
    String name = world.origins().nodeOn(server);
    return !world.settings().has(Surrounding.PODS)
        || (!truth.atWork().contains(name)
            && world.cluster().node(name).filter(node -> node.spec().unschedulable()).isEmpty());
  }

  /**
   * Whether one of the pods that waited since then would have room there: the original makes
   * smaller machines than we do, and a pod that is being ended takes room until it is gone. Where
   * none waited, it counts as room.
   */
  boolean hasRoomForAny(CloudServer server, String pool, Instant then) {
    ClusterNode node = world.cluster().node(world.origins().nodeOn(server)).orElse(null);
    boolean none = true;
    for (Moment moment : moments) {
      if (!moment.at().isBefore(then)) {
        for (ClusterPod pod : moment.waiting().getOrDefault(pool, List.of())) {
          none = false;
          if (node == null ? isSmaller(pod, server) : PodScheduler.hasRoom(world, node, pod)) {
            return true;
          }
        }
      }
    }
    return none;
  }

  private static boolean isSmaller(ClusterPod pod, CloudServer server) {
    return pod.milliCpu() <= 1_000L * server.type().cores();
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }
}
