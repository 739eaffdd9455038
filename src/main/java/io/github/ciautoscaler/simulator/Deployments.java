package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  private final World world;
  private final PodScheduler scheduler;
  private final Map<String, PodKind> kinds = new HashMap<>();
  private final Map<String, Integer> replicas = new LinkedHashMap<>();
  private final Map<ClusterPod, Instant> jobs = new LinkedHashMap<>();
  private final List<ClusterPod> pods = new ArrayList<>();
  private final Set<String> lost = new HashSet<>();
  private boolean ticking;

  public Deployments(World world) {
    this.world = world;
    this.scheduler = new PodScheduler(world);
  }

  /**
   * So many replicas are kept of it from now on; zero takes it back.
   *
   * @param apart whether no two of them may be on one Node
   */
  public void scale(String name, int count, long milliCpu, boolean apart) {
    scale(name, count, PodKind.deployed(milliCpu, apart));
  }

  void scale(String name, int count, PodKind kind) {
    kinds.put(name, kind);
    replicas.put(name, count);
    begin();
  }

  /** One pod that ends after so long, and must not be ended before. */
  public void run(String name, long milliCpu, Duration length) {
    run(name, PodKind.once(milliCpu, length));
  }

  void run(String name, PodKind kind) {
    kinds.put(name, kind);
    make(name);
    begin();
  }

  /** How many replicas are kept of each Deployment. */
  Map<String, Integer> replicas() {
    return Map.copyOf(replicas);
  }

  PodKind kind(String name) {
    return kinds.getOrDefault(name, PodKind.deployed(0, false));
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
    pods.stream().filter(Deployments::isToSchedule).forEach(this::schedule);
    jobs.forEach((pod, end) -> {
      if (!world.now().isBefore(end)) {
        world.cluster().allPods().finish(pod);
      }
    });
    jobs.keySet().removeIf(pod -> pod.finished() == null && !isThere(pod));
    if (world.settings().has(Surrounding.PODS)) {
      scheduler.endOnLostNodes();
    }
  }

  /** The scheduler passes over a pod that is being deleted, however long that takes. */
  private static boolean isToSchedule(ClusterPod pod) {
    return pod.node().isEmpty() && !pod.isTerminating();
  }

  private void schedule(ClusterPod pod) {
    PodKind kind = kind(pod.ownerName());
    if (scheduler.schedule(pod, kind) && kind.owner() == Owner.JOB) {
      jobs.put(pod, world.now().plus(kind.runs()));
    }
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
    PodKind kind = kind(name);
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
    pod.ask(kind);
    pods.add(pod);
    world.cluster().allPods().add(pod);
  }
}
