package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fit.Room;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The machines all of whose pods fit on others in service, at the end of their paid hours. A
 * machine that is to take such pods goes for no such reason itself, nor does one that a queued job
 * or its pool counts on.
 */
final class PodMoves {

  private final Set<String> movable = new HashSet<>();

  /** These, and idle ones whose paid hour ends. */
  private final Set<String> going = new HashSet<>();

  private final Set<String> receiving = new HashSet<>();
  private final Map<String, Workload> byUid = new HashMap<>();
  private final PodPacking packing;
  private final Needs needs;

  PodMoves(FleetState fleet, PodPacking packing, HourEnd hourEnd, Needs needs) {
    this.packing = packing;
    this.needs = needs;
    if (!packing.isKnown() || fleet.machines().stream().noneMatch(Machine::worksForPods)) {
      return;
    }
    LastSeen.of(fleet.seen().workloads()).forEach(it -> byUid.put(it.pod().uid(), it));
    receiving.addAll(packing.needed());
    fleet.machines().stream()
        .filter(machine -> machine.worksForPods() && machine.isTerminating())
        .forEach(this::tryToMove);
    fleet.machines().stream()
        .filter(machine -> isDue(machine, fleet, hourEnd) && goesIdle(machine))
        .forEach(machine -> going.add(machine.name()));
    for (Machine machine : fleet.machines()) {
      if (machine.worksForPods() && isDue(machine, fleet, hourEnd) && isSpare(machine)) {
        tryToMove(machine);
      }
    }
  }

  /** One without work that nobody needs goes when its hour ends. */
  private boolean goesIdle(Machine machine) {
    return machine.isIdle()
        && !needs.forQueue().contains(machine.name())
        && !needs.reserve().kept().contains(machine.name())
        && !packing.needed().contains(machine.name());
  }

  /** Whether neither a queued job nor what its pool holds ready counts on it. */
  private boolean isSpare(Machine machine) {
    return !needs.forQueue().contains(machine.name()) && needs.reserve().spares(machine, going);
  }

  /**
   * Whether all that it works for could go on elsewhere, without a new machine; of one in service,
   * whether it is due and nothing else counts on it as well.
   */
  boolean allows(Machine machine) {
    return movable.contains(machine.name());
  }

  static boolean isDue(Machine machine, FleetState fleet, HourEnd hourEnd) {
    Server server = machine.server();
    return server != null
        && !machine.isTerminating()
        && hourEnd.isDue(server, machine.phase().since(), fleet.seen().now());
  }

  private void tryToMove(Machine machine) {
    List<Pod> pods = machine.work().staying();
    boolean may = pods.stream().allMatch(pod -> pod.keeps() == null);
    if (may && !receiving.contains(machine.name()) && fitElsewhere(machine, pods)) {
      movable.add(machine.name());
      going.add(machine.name());
    }
  }

  private boolean fitElsewhere(Machine machine, List<Pod> pods) {
    Map<Workload, PodPacking.Target> moved = new HashMap<>();
    for (Pod pod : pods) {
      Workload workload = byUid.get(pod.uid());
      PodPacking.Target target = workload == null ? null : targetFor(workload, machine);
      if (workload == null || target == null) {
        moved.forEach((one, its) -> its.room().remove(one));
        return false;
      }
      target.room().add(workload);
      moved.put(workload, target);
    }
    moved.values().forEach(target -> receiving.add(target.machine().name()));
    return true;
  }

  private PodPacking.@Nullable Target targetFor(Workload pod, Machine leaves) {
    List<Room> others = new ArrayList<>(packing.rooms());
    others.removeIf(room -> room.name().equals(leaves.nodeName()));
    for (PodPacking.Target target : packing.targetsInService()) {
      Machine machine = target.machine();
      boolean stays = !machine.name().equals(leaves.name()) && !going.contains(machine.name());
      if (stays && target.room().against(pod, others).isEmpty()) {
        return target;
      }
    }
    return null;
  }
}
