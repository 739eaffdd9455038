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
 * machine that is to take such pods goes for no such reason itself.
 */
final class PodMoves {

  private final Set<String> movable = new HashSet<>();
  private final Set<String> receiving = new HashSet<>();
  private final Map<String, Workload> byUid = new HashMap<>();
  private final PodPacking packing;

  PodMoves(FleetState fleet, PodPacking packing, HourEnd hourEnd) {
    this.packing = packing;
    if (!packing.isKnown() || fleet.machines().stream().noneMatch(Machine::worksForPods)) {
      return;
    }
    LastSeen.of(fleet.seen().workloads()).forEach(it -> byUid.put(it.pod().uid(), it));
    receiving.addAll(packing.needed());
    fleet.machines().stream()
        .filter(machine -> machine.worksForPods() && machine.isTerminating())
        .forEach(this::tryToMove);
    fleet.machines().stream()
        .filter(machine -> machine.worksForPods() && isDue(machine, fleet, hourEnd))
        .forEach(this::tryToMove);
  }

  /** Whether all that it works for could go on elsewhere, without a new machine. */
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
      boolean stays = !machine.name().equals(leaves.name()) && !movable.contains(machine.name());
      if (stays && target.room().against(pod, others).isEmpty()) {
        return target;
      }
    }
    return null;
  }
}
