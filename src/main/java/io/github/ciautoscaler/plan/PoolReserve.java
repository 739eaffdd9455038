package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one pool holds ready. Machines that work count first, since they stay anyway; of the others
 * those stay whose paid hour lasts longest.
 */
final class PoolReserve {

  private final Pool pool;
  private final List<Machine> machines;
  private final FreeSlots free;
  private final PlanSettings settings;
  private final Instant now;
  private final int wantedSlots;
  private int slots;
  private int count;

  PoolReserve(Pool pool, FleetState fleet, PlanSettings settings, FreeSlots free) {
    this.pool = pool;
    this.settings = settings;
    this.free = free;
    this.now = fleet.seen().now();
    List<Machine> all =
        fleet.machines().stream().filter(it -> it.pool().equals(pool.name())).toList();
    int used = all.stream().mapToInt(it -> of(it, free.used())).sum();
    this.machines = all.stream().filter(it -> !it.isUsedUp()).toList();
    WarmCapacity.Entry entry = pool.warm().at(now);
    this.wantedSlots = entry == null ? 0 : entry.wanted(used);
  }

  void addTo(Set<String> kept, Set<String> wantedBack, List<Reserve.Lack> lacks) {
    machines.stream().filter(it -> isInService(it) && !it.isIdle()).forEach(this::count);
    for (Machine machine : mostPaidFirst()) {
      if (helps(of(machine, free.now()))) {
        kept.add(machine.name());
      }
      count(machine);
    }
    int inService = slots;
    machines.stream().filter(this::isComing).forEach(this::countComing);
    for (Machine machine : machines) {
      int back = of(machine, free.leaving());
      if ((back > 0 || canComeBackForPods(machine)) && helps(back)) {
        wantedBack.add(machine.name());
        slots += back;
        count++;
      }
    }
    if (helps(1)) {
      lacks.add(
          new Reserve.Lack(pool, pool.limits().min() - count, wantedSlots - slots, why(inService)));
    }
  }

  /** What its machines in service are counted on for. */
  Held held() {
    Map<String, Integer> its = new HashMap<>();
    machines.stream()
        .filter(PoolReserve::isInService)
        .forEach(it -> its.put(it.name(), of(it, free.now())));
    return new Held(pool.limits().min(), wantedSlots, its);
  }

  private boolean helps(int freeSlots) {
    return (freeSlots > 0 && slots < wantedSlots) || count < pool.limits().min();
  }

  private void count(Machine machine) {
    slots += of(machine, free.now());
    count++;
  }

  private void countComing(Machine machine) {
    slots += of(machine, free.coming());
    count++;
  }

  private List<Machine> mostPaidFirst() {
    List<Machine> idle =
        new ArrayList<>(machines.stream().filter(it -> isInService(it) && it.isIdle()).toList());
    idle.sort(Comparator.comparing(this::paidUntil).reversed().thenComparing(Machine::name));
    return idle;
  }

  private Instant paidUntil(Machine machine) {
    Instant until = machine.paidUntil(now);
    return until == null ? Instant.EPOCH : until;
  }

  private static boolean isInService(Machine machine) {
    return machine.phase() instanceof Phase.InService;
  }

  /** One for pods alone has no slot by which a leaving one would show that it can come back. */
  private static boolean canComeBackForPods(Machine machine) {
    Node node = machine.node();
    return machine.work().needsNoRunner()
        && machine.phase() instanceof Phase.Terminating leaving
        && leaving.step() != Phase.Terminating.Step.DELETING
        && !machine.isDrained()
        && node != null
        && node.isReady();
  }

  private boolean isComing(Machine machine) {
    return machine.phase() instanceof Phase.Launching && !settings.isLaunchOverdue(machine, now);
  }

  private static int of(Machine machine, Map<String, Integer> slots) {
    return slots.getOrDefault(machine.name(), 0);
  }

  private Reason why(int inService) {
    return slots < wantedSlots
        ? new Reason(
            Code.WARM_CAPACITY,
            "Pool %s holds %s ready now, and has %d."
                .formatted(pool.name(), counted(wantedSlots, "free slot"), inService))
        : new Reason(
            Code.POOL_MINIMUM,
            "Pool %s has at least %s, and there are %d."
                .formatted(pool.name(), counted(pool.limits().min(), "machine"), count));
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
