package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Match;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deployments and Jobs whose pods ask for cpu, and the scheduler that puts them onto Nodes with
 * room. Nothing of it moves in a world that has none.
 */
public final class Deployments {

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long TICK_SECONDS = 2;

  /** How the pods of one owner are. */
  private record Kind(Owner owner, long milliCpu, boolean apart, Duration runs) {}

  private final World world;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<String, Integer> replicas = new HashMap<>();
  private final Map<ClusterPod, Instant> jobs = new HashMap<>();
  private final List<ClusterPod> pods = new ArrayList<>();
  private final Set<String> lost = new HashSet<>();
  private boolean ticking;

  public Deployments(World world) {
    this.world = world;
  }

  /**
   * So many replicas are kept of it from now on; zero takes it back.
   *
   * @param apart whether no two of them may be on one Node
   */
  public void scale(String name, int count, long milliCpu, boolean apart) {
    kinds.put(name, new Kind(Owner.DEPLOYED, milliCpu, apart, Duration.ZERO));
    replicas.put(name, count);
    begin();
  }

  /** One pod that ends after so long, and must not be ended before. */
  public void run(String name, long milliCpu, Duration length) {
    kinds.put(name, new Kind(Owner.JOB, milliCpu, false, length));
    make(name);
    begin();
  }

  /** How many pods of it run. */
  public long running(String name) {
    return pods.stream().filter(pod -> isOf(pod, name) && isWorking(pod)).count();
  }

  /** Names of Jobs whose pod went before it had ended: work that was killed. */
  public Set<String> lost() {
    return Set.copyOf(lost);
  }

  /** Names of Jobs that came to their end. */
  public long ended() {
    return jobs.keySet().stream().filter(pod -> pod.finished() != null).count();
  }

  private static boolean isOf(ClusterPod pod, String name) {
    return pod.ownerName().equals(name);
  }

  private static boolean isWorking(ClusterPod pod) {
    return !pod.node().isEmpty() && !pod.isTerminating() && pod.finished() == null;
  }

  private boolean isThere(ClusterPod pod) {
    return world.cluster().pod(pod.namespace(), pod.name()).filter(it -> it == pod).isPresent();
  }

  private void begin() {
    if (!ticking) {
      ticking = true;
      tick();
    }
  }

  private void tick() {
    world.after(Duration.ofSeconds(TICK_SECONDS), this::tick);
    pods.removeIf(this::isGone);
    replicas.forEach(this::keep);
    pods.stream().filter(pod -> pod.node().isEmpty()).forEach(this::schedule);
    jobs.forEach((pod, end) -> {
      if (!world.now().isBefore(end)) {
        world.cluster().allPods().finish(pod);
      }
    });
  }

  private boolean isGone(ClusterPod pod) {
    if (isThere(pod)) {
      return false;
    }
    if (pod.owner() == Owner.JOB && pod.finished() == null) {
      lost.add(pod.ownerName());
    }
    return true;
  }

  private void keep(String name, int count) {
    List<ClusterPod> its =
        pods.stream().filter(pod -> isOf(pod, name) && !pod.isTerminating()).toList();
    for (int i = its.size(); i < count; i++) {
      make(name);
    }
    its.stream().skip(count).forEach(pod -> world.cluster().deletePod("web", pod.name()));
  }

  private void make(String name) {
    Kind kind = kinds.getOrDefault(name, new Kind(Owner.DEPLOYED, 0, false, Duration.ZERO));
    ClusterPod pod =
        new ClusterPod(
            "web",
            name + "-" + world.dice().word(5),
            world.dice().uuid(),
            "",
            Map.of("app", name),
            kind.owner(),
            name,
            world.cluster().clock(),
            GRACE);
    pod.ask(asked(kind), constraints(name, kind));
    pods.add(pod);
    world.cluster().allPods().add(pod);
  }

  private static Resources asked(Kind kind) {
    return new Resources(Map.of(Resources.CPU, kind.milliCpu(), Resources.PODS, 1L));
  }

  private static Constraints constraints(String name, Kind kind) {
    List<Match> its = List.of(Match.equal("app", name));
    List<Constraints.Apart> apart =
        kind.apart() ? List.of(new Constraints.Apart(its, Set.of("web"))) : List.of();
    return new Constraints(
        Constraints.OfNode.ANY, new Constraints.OfPods(apart, List.of(), Set.of()), null);
  }

  private void schedule(ClusterPod pod) {
    for (ClusterNode node : world.cluster().nodes()) {
      boolean open = node.isReady() && node.spec().taints().isEmpty();
      if (open && hasRoom(node, pod)) {
        world.log(node.name(), "pod " + pod.name() + " is scheduled");
        pod.bind(node.name());
        world.cluster().allPods().changed(pod);
        world.cluster().allPods().startPending(node);
        Kind kind = kinds.get(pod.ownerName());
        if (kind != null && kind.owner() == Owner.JOB) {
          jobs.put(pod, world.now().plus(kind.runs()));
        }
        return;
      }
    }
  }

  private boolean hasRoom(ClusterNode node, ClusterPod pod) {
    Kind kind = kinds.get(pod.ownerName());
    long used = 0;
    for (ClusterPod other : world.cluster().podsOn(node.name())) {
      used += other.finished() == null ? other.milliCpu() : 0;
      if (kind != null && kind.apart() && isOf(other, pod.ownerName())) {
        return false;
      }
    }
    return used + pod.milliCpu() <= node.milliCpu();
  }
}
