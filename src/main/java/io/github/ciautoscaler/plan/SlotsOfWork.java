package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Runner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the forge does not say on which runner a job is: each running job takes one slot, of a
 * runner that it may be on, and first of those that say that they are at work.
 */
final class SlotsOfWork {

  private final FleetState fleet;
  private final List<Slot> slots;
  private final Map<Long, Runner> runners = new HashMap<>();
  private final Set<Long> withoutSlot = new HashSet<>();

  SlotsOfWork(FleetState fleet, List<Slot> slots) {
    this.fleet = fleet;
    this.slots = slots;
    fleet.permanentRunners().forEach(runner -> runners.put(runner.id(), runner));
    for (Machine machine : fleet.machines()) {
      machine.runners().forEach(runner -> runners.put(runner.id(), runner));
    }
    Set<Long> serving = new HashSet<>();
    slots.forEach(slot -> serving.add(slot.runnerId));
    for (Runner runner : runners.values()) {
      if (isActive(runner) && !serving.contains(runner.id())) {
        withoutSlot.add(runner.id());
      }
    }
  }

  private static boolean isActive(Runner runner) {
    return runner.online() && runner.busy();
  }

  void occupy() {
    List<Job> left = new ArrayList<>();
    for (Job job : LastSeen.of(fleet.seen().running())) {
      if (job.isSomewhere() && !takesActive(job) && !isOnActiveWithoutSlot(job)) {
        left.add(job);
      }
    }
    left.forEach(job -> take(job, false));
  }

  private boolean takesActive(Job job) {
    return take(job, true);
  }

  /** Of a machine that leaves, or whose Node is not Ready. */
  private boolean isOnActiveWithoutSlot(Job job) {
    for (Long id : withoutSlot) {
      Runner runner = runners.get(id);
      if (runner != null && mayBeOn(job, runner)) {
        return withoutSlot.remove(id);
      }
    }
    return false;
  }

  private boolean take(Job job, boolean active) {
    for (Slot slot : slots) {
      Runner runner = isThere(slot) && !slot.taken ? runners.get(slot.runnerId) : null;
      if (runner != null && (!active || isActive(runner)) && mayBeOn(job, runner)) {
        slot.taken = true;
        return true;
      }
    }
    return false;
  }

  private static boolean isThere(Slot slot) {
    return slot.kind == Capacity.Kind.PERMANENT || slot.kind == Capacity.Kind.IDLE;
  }

  private boolean mayBeOn(Job job, Runner runner) {
    return job.mayRunOn(runner) && !fleet.conditions().work().isElsewhere(job, runner);
  }
}
