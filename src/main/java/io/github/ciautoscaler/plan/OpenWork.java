package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Demand.Shortage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queued jobs that new machines may serve: those that lack a slot, and those that may leave
 * theirs to one that lacks it.
 */
final class OpenWork {

  /** Beyond either no job leaves its slot to another. */
  private static final int MOST_GROUPS = 24;

  private static final int MOST_SLOTS = 2_000;

  private final Map<JobGroup, Integer> jobs = new LinkedHashMap<>();
  private final Map<JobGroup, List<Pool>> pools = new HashMap<>();
  private final List<Slot> slots = new ArrayList<>();
  private final Capacity capacity;

  OpenWork(Demand demand, Matching matching, Capacity capacity) {
    this.capacity = capacity;
    for (Shortage shortage : LaunchChoice.fewestPoolsFirst(demand.shortages())) {
      jobs.put(shortage.group(), shortage.jobs());
      pools.put(shortage.group(), shortage.pools());
    }
    if (matching.slotsGiven() <= MOST_SLOTS && jobs.size() <= MOST_GROUPS) {
      addHolders(demand, matching);
    }
  }

  private void addHolders(Demand demand, Matching matching) {
    Set<JobGroup> reached = new LinkedHashSet<>(jobs.keySet());
    List<JobGroup> next = new ArrayList<>(reached);
    while (!next.isEmpty()) {
      JobGroup taker = next.removeLast();
      for (JobGroup holder : matching.holdersOfWhatFits(taker)) {
        if (reached.add(holder)) {
          next.add(holder);
        }
      }
    }
    if (reached.size() > MOST_GROUPS) {
      return;
    }
    for (JobGroup group : reached) {
      jobs.merge(group, matching.of(group).size(), Integer::sum);
      pools.computeIfAbsent(group, demand::poolsFor);
      slots.addAll(matching.of(group));
    }
  }

  /** All that may have a new machine for one of these jobs. */
  List<Pool> pools() {
    Set<Pool> all = new LinkedHashSet<>();
    jobs.keySet().forEach(group -> all.addAll(poolsOf(group)));
    return List.copyOf(all);
  }

  /** How many of these jobs this pool could serve. */
  int jobs(Pool pool) {
    return jobs.keySet().stream()
        .filter(group -> poolsOf(group).contains(pool))
        .mapToInt(group -> jobs.getOrDefault(group, 0))
        .sum();
  }

  private List<Pool> poolsOf(JobGroup group) {
    return pools.getOrDefault(group, List.of());
  }

  MostServed served(List<Pool> all) {
    Map<List<JobGroup>, Integer> kinds = new LinkedHashMap<>();
    for (Slot slot : slots) {
      List<JobGroup> fitting =
          jobs.keySet().stream().filter(group -> capacity.fits(slot, group)).toList();
      kinds.merge(fitting, 1, Integer::sum);
    }
    Map<List<Boolean>, Integer> alike = new LinkedHashMap<>();
    jobs.forEach((group, count) -> {
      List<Boolean> fits = new ArrayList<>();
      kinds.keySet().forEach(kind -> fits.add(kind.contains(group)));
      all.forEach(pool -> fits.add(poolsOf(group).contains(pool)));
      alike.merge(fits, count, Integer::sum);
    });
    return new MostServed(
        ints(alike.values().stream().toList()),
        ints(kinds.values().stream().toList()),
        alike.keySet().stream().map(OpenWork::flags).toList(),
        all.stream().mapToInt(Pool::slotsOfFresh).toArray());
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean[] flags(List<Boolean> values) {
    boolean[] flags = new boolean[values.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = values.get(i);
    }
    return flags;
  }
}
