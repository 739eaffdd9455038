package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many slots of each machine are free after every queued job was given one, by its name; the
 * machine with the most paid time left first.
 *
 * @param now of machines in service
 * @param coming of machines on their way
 * @param leaving of machines that could still be kept
 * @param used in which a job runs, or which a queued job takes
 */
record FreeSlots(
    Map<String, Integer> now,
    Map<String, Integer> coming,
    Map<String, Integer> leaving,
    Map<String, Integer> used) {

  static FreeSlots after(Demand demand, FleetState fleet) {
    Capacity capacity = demand.capacity();
    Map<String, Integer> now = new LinkedHashMap<>();
    add(capacity, Capacity.Kind.IDLE, now);
    add(capacity, Capacity.Kind.RETURNING, now);
    Map<String, Integer> coming = new LinkedHashMap<>();
    add(capacity, Capacity.Kind.PROVISIONING, coming);
    Map<String, Integer> leaving = new LinkedHashMap<>();
    add(capacity, Capacity.Kind.LEAVING, leaving);
    Map<String, Integer> used = new HashMap<>(capacity.taken());
    for (Machine machine : fleet.machines()) {
      used.merge(machine.name(), machine.jobs().size(), Integer::sum);
    }
    return new FreeSlots(now, coming, leaving, used);
  }

  private static void add(Capacity capacity, Capacity.Kind kind, Map<String, Integer> free) {
    capacity.left(kind).forEach(place -> free.merge(place.name, 1, Integer::sum));
  }
}
