package io.github.ciautoscaler.plan;

import java.util.Map;
import java.util.Set;

/**
 * What one pool is to have in service, and what it has.
 *
 * @param machines so many at least
 * @param slots so many free ones at least
 * @param free by the name of each machine in service that may be given jobs or pods: how many of
 *     its slots no queued job takes
 */
record Held(int machines, int slots, Map<String, Integer> free) {
  Held {
    free = Map.copyOf(free);
  }

  /**
   * Whether it is held without this machine.
   *
   * @param going those that are not counted on, since they go themselves
   */
  boolean spares(String machine, Set<String> going) {
    Integer its = free.get(machine);
    if (its == null) {
      return true;
    }
    int left = 0;
    int leftSlots = 0;
    for (Map.Entry<String, Integer> other : free.entrySet()) {
      if (!other.getKey().equals(machine) && !going.contains(other.getKey())) {
        left++;
        leftSlots += other.getValue();
      }
    }
    return left >= machines && (its == 0 || leftSlots >= slots);
  }
}
