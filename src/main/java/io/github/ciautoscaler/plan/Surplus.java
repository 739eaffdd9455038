package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Server;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * More machines than a maximum allows, which nobody could prevent: in all, or in a pool.
 *
 * @param total whether there are more than the total maximum
 * @param pools the names of those that have more than their own
 * @param idle the names of the idle ones that go for it, no more than are too many
 */
record Surplus(boolean total, Set<String> pools, Set<String> idle) {

  Surplus {
    pools = Set.copyOf(pools);
    idle = Set.copyOf(idle);
  }

  static Surplus of(FleetState fleet, PlanSettings settings) {
    List<Machine> own = own(fleet);
    int above = own.size() - settings.maxNodes();
    Set<String> pools = new HashSet<>();
    Set<String> idle = new HashSet<>();
    for (Pool pool : settings.pools()) {
      List<Machine> its = own.stream().filter(it -> it.pool().equals(pool.name())).toList();
      int tooMany = its.size() - pool.limits().max();
      if (tooMany > 0) {
        pools.add(pool.name());
        takeIdle(its, tooMany, idle);
      }
    }
    if (above > idle.size()) {
      takeIdle(fleet.machines(), above - idle.size(), idle);
    }
    return new Surplus(above > 0, pools, idle);
  }

  private static void takeIdle(List<Machine> from, int most, Set<String> idle) {
    from.stream()
        .filter(machine -> machine.isIdle() && !idle.contains(machine.name()))
        .map(Machine::name)
        .sorted(Comparator.naturalOrder())
        .limit(most)
        .toList()
        .forEach(idle::add);
  }

  /** Whether it is one of those that go. */
  boolean has(Machine machine) {
    return idle.contains(machine.name());
  }

  /** Whether one machine less of its kind is wanted still. */
  boolean concerns(Machine machine) {
    return total || pools.contains(machine.pool());
  }

  /** What there are more of than there may be. */
  String limit(Machine machine, PlanSettings settings) {
    return total
        ? "MAX_NODES=" + settings.maxNodes()
        : "the maximum of pool " + machine.pool() + " allows";
  }

  /**
   * What is not ours, not there yet or being deleted takes a place, and costs no machine its own.
   */
  private static List<Machine> own(FleetState fleet) {
    return fleet.machines().stream().filter(Surplus::staysAndIsOurs).toList();
  }

  private static boolean staysAndIsOurs(Machine machine) {
    Server server = machine.server();
    return server != null && !server.status().equals("deleting") && machine.isOurs();
  }
}
