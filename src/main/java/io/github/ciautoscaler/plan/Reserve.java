package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What pools hold ready though no job needs it: their minimum of machines, and their warm capacity.
 *
 * @param kept the names of machines in service that stay for it
 * @param wantedBack those on their way out that would do
 * @param lacks what is still missing, by pool
 * @param held what machines in service are counted on for, by the pool's name
 */
record Reserve(Set<String> kept, Set<String> wantedBack, List<Lack> lacks, Map<String, Held> held) {

  static final Reserve NONE = new Reserve(Set.of(), Set.of(), List.of(), Map.of());

  Reserve {
    kept = Set.copyOf(kept);
    wantedBack = Set.copyOf(wantedBack);
    lacks = List.copyOf(lacks);
    held = Map.copyOf(held);
  }

  /**
   * What one pool is to launch.
   *
   * @param machines so many at least, to reach its minimum
   * @param slots so many at least, to reach its warm capacity
   */
  record Lack(Pool pool, int machines, int slots, Reason why) {}

  /**
   * Queued jobs come first: as long as the total maximum refuses one a machine, nothing is held
   * ready, so that its place comes free.
   *
   * @param total how many machines there are or may be
   */
  static Reserve of(FleetState fleet, PlanSettings settings, Demand demand, int total) {
    boolean refused = !demand.shortages().isEmpty() && total >= settings.maxNodes();
    if (refused || settings.pools().stream().noneMatch(Pool::holdsReady)) {
      return NONE;
    }
    Set<String> kept = new HashSet<>();
    Set<String> wantedBack = new HashSet<>();
    List<Lack> lacks = new ArrayList<>();
    Map<String, Held> held = new HashMap<>();
    FreeSlots free = FreeSlots.after(demand, fleet);
    for (Pool pool : settings.pools()) {
      if (pool.holdsReady()) {
        PoolReserve reserve = new PoolReserve(pool, fleet, settings, free);
        reserve.addTo(kept, wantedBack, lacks);
        held.put(pool.name(), reserve.held());
      }
    }
    return new Reserve(kept, wantedBack, lacks, held);
  }

  /**
   * Whether the pool of this machine holds ready what it is to hold without it.
   *
   * @param going the names of machines that go themselves
   */
  boolean spares(Machine machine, Set<String> going) {
    Held its = held.get(machine.pool());
    return its == null || its.spares(machine.name(), going);
  }
}
