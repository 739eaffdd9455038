package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Slots of the machines that one pass launches, as long as no job of this pass takes them. */
final class SpareSlots {

  private final Map<String, Deque<String>> machines = new HashMap<>();

  void add(Pool pool, String machine) {
    Deque<String> spare = machines.computeIfAbsent(pool.name(), none -> new ArrayDeque<>());
    for (int i = 0; i < pool.slotsOfFresh(); i++) {
      spare.add(machine);
    }
  }

  int left(Pool pool) {
    return machines.getOrDefault(pool.name(), new ArrayDeque<>()).size();
  }

  /** Takes so many at most: for each one the machine that it is on. */
  List<String> take(Pool pool, int most) {
    Deque<String> spare = machines.getOrDefault(pool.name(), new ArrayDeque<>());
    List<String> taken = new ArrayList<>();
    while (taken.size() < most && !spare.isEmpty()) {
      taken.add(spare.remove());
    }
    return taken;
  }
}
