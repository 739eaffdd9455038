package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fit.Host;
import io.github.ciautoscaler.fit.Hosts;
import io.github.ciautoscaler.fit.Room;
import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Fresh;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pods for which the cluster has no room, set against the machines that are there for pods: the
 * largest pod first, each onto the first machine that it fits, one in service before one on its way
 * before one that could still be kept.
 */
final class PodPacking {

  /** The scheduler may only not have come to it yet. */
  static final Duration PENDING_FOR = Duration.ofSeconds(5);

  /**
   * A machine to which the scheduler does not give a pod while it serves so long is none for it.
   */
  static final Duration IN_VAIN_AFTER = Duration.ofMinutes(5);

  private static final Comparator<Workload> LARGEST_FIRST =
      Comparator.comparingLong((Workload pod) -> -pod.requests().of(Resources.CPU))
          .thenComparingLong(pod -> -pod.requests().of(Resources.MEMORY))
          .thenComparing(Workload::name);

  private final FleetState fleet;
  private final Map<String, Pool> pools;
  private final PlanSettings settings;
  private final Instant now;
  private final Hosts hosts;
  private final boolean known;
  private final List<Target> targets = new ArrayList<>();
  private final List<Room> rooms = new ArrayList<>();
  private final Set<String> needed = new HashSet<>();
  private final Set<String> wantedBack = new HashSet<>();
  private final List<Workload> waiting = new ArrayList<>();
  private final List<Workload> left = new ArrayList<>();
  private final List<Workload> inVain = new ArrayList<>();

  /** A machine that pods may be given. */
  record Target(Machine machine, Pool pool, Room room) {
    boolean isInService() {
      return machine.phase() instanceof Phase.InService;
    }
  }

  PodPacking(FleetState fleet, PlanSettings settings) {
    this.fleet = fleet;
    this.settings = settings;
    this.pools = settings.poolsByName();
    this.now = fleet.seen().now();
    this.hosts = new Hosts(fleet);
    Optional<Fresh<List<Workload>>> fresh =
        fleet.seen().workloads().fresh(now, Freshness.maxAge(settings));
    this.known = fresh.isPresent();
    if (settings.pools().stream().anyMatch(pool -> pool.demand().hasPods())) {
      addRooms();
      fresh.ifPresent(pods -> pack(pods.value()));
    }
  }

  /** Whether every pod was read, in time to be this pass's. */
  boolean isKnown() {
    return known;
  }

  /** Machines in service or on their way to which a pod that waits is expected to go. */
  Set<String> needed() {
    return needed;
  }

  /** Machines on their way out that pods could use. */
  Set<String> wantedBack() {
    return wantedBack;
  }

  /** How many pods wait for a machine of this pool; null where it serves none, or not known. */
  @Nullable PodsWaiting waiting(Pool pool) {
    return known && pool.demand().hasPods()
        ? new PodsWaiting(count(waiting, pool), count(left, pool))
        : null;
  }

  private static int count(List<Workload> pods, Pool pool) {
    return (int) pods.stream().filter(pod -> serves(pool, pod)).count();
  }

  /** Pods that no machine has room for, the largest first. */
  List<Workload> left() {
    return left;
  }

  /** Pods that a machine seems to have room for, and that did not come while it served. */
  List<Workload> inVain() {
    return inVain;
  }

  Hosts hosts() {
    return hosts;
  }

  /** All rooms among which pods may have to be spread. */
  List<Room> rooms() {
    return rooms;
  }

  List<Target> targetsInService() {
    return targets.stream().filter(Target::isInService).toList();
  }

  private void addRooms() {
    Set<String> ours = new HashSet<>();
    List<Target> coming = new ArrayList<>();
    List<Target> leaving = new ArrayList<>();
    for (Machine machine : mostPaidFirst()) {
      ours.add(machine.nodeName());
      Pool pool = pools.get(machine.pool());
      Room room = pool == null || !pool.demand().hasPods() ? null : room(machine, pool);
      if (pool != null && room != null) {
        List<Target> those =
            switch (machine.phase()) {
              case Phase.InService _ -> targets;
              case Phase.Launching _ -> coming;
              case Phase.Terminating _ -> leaving;
            };
        those.add(new Target(machine, pool, room));
      }
    }
    targets.addAll(coming);
    targets.addAll(leaving);
    targets.forEach(target -> rooms.add(target.room()));
    for (Node node : LastSeen.of(fleet.seen().nodes())) {
      if (!ours.contains(node.name()) && node.isReady()) {
        rooms.add(hosts.there(node));
      }
    }
  }

  private @Nullable Room room(Machine machine, Pool pool) {
    Node node = machine.node();
    return switch (machine.phase()) {
      case Phase.InService _ -> node != null && node.isReady() ? open(machine, node, pool) : null;
      case Phase.Launching _ ->
          settings.isLaunchOverdue(machine, now)
              ? null
              : node != null && node.isReady() ? open(machine, node, pool) : coming(machine, pool);
      case Phase.Terminating it ->
          node != null && node.isReady() && canComeBack(machine, it) ? hosts.there(node) : null;
    };
  }

  private @Nullable Room open(Machine machine, Node node, Pool pool) {
    return node.scheduling().unschedulable()
        ? null
        : hosts.there(node, pool, machine.server() == null ? null : machine.server().offering());
  }

  private static boolean canComeBack(Machine machine, Phase.Terminating phase) {
    return phase.step() != Phase.Terminating.Step.DELETING && !machine.isDrained();
  }

  private @Nullable Room coming(Machine machine, Pool pool) {
    Host host =
        machine.server() != null
            ? hosts.fresh(pool, machine.server().paid().offering())
            : machine.pendingLaunch() != null
                ? hosts.fresh(pool, machine.pendingLaunch().offering())
                : null;
    return host == null ? null : new Room(host.named(machine.nodeName()));
  }

  private List<Machine> mostPaidFirst() {
    return fleet.machines().stream()
        .sorted(Comparator.comparing(this::paidUntil).reversed().thenComparing(Machine::name))
        .toList();
  }

  private Instant paidUntil(Machine machine) {
    Instant until = machine.paidUntil(now);
    return until == null ? Instant.EPOCH : until;
  }

  private void pack(List<Workload> pods) {
    pods.stream().filter(this::asks).sorted(LARGEST_FIRST).forEach(waiting::add);
    waiting.forEach(this::place);
  }

  private boolean asks(Workload workload) {
    boolean waits =
        workload.unschedulable()
            && workload.node() == null
            && !workload.pod().finished()
            && !workload.pod().terminating();
    return waits
        && Age.of(workload.pod().origin().created(), now).reached(PENDING_FOR)
        && settings.pools().stream().anyMatch(pool -> serves(pool, workload));
  }

  static boolean serves(Pool pool, Workload workload) {
    PodDemand.Pods pods = pool.demand().pods();
    return pods != null && pods.allow(workload.pod().namespace());
  }

  private void place(Workload pod) {
    for (Target target : targets) {
      if (serves(target.pool(), pod) && target.room().against(pod, rooms).isEmpty()) {
        give(pod, target);
        return;
      }
    }
    left.add(pod);
  }

  private void give(Workload pod, Target target) {
    if (isInVain(pod, target.machine())) {
      inVain.add(pod);
      return;
    }
    target.room().add(pod);
    (target.machine().isTerminating() ? wantedBack : needed).add(target.machine().name());
  }

  /** Whether the pod had the time to come while the machine served: it serves, or did until now. */
  private boolean isInVain(Workload pod, Machine machine) {
    Node node = machine.node();
    Instant ready = node == null ? null : node.readySince();
    Instant served =
        switch (machine.phase()) {
          case Phase.Launching _ -> null;
          case Phase.InService _ -> now;
          case Phase.Terminating it -> it.since();
        };
    return served != null
        && Age.of(ready, served).reached(IN_VAIN_AFTER)
        && Age.of(pod.pod().origin().created(), served).reached(IN_VAIN_AFTER);
  }
}
