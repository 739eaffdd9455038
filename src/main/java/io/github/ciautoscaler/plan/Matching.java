package io.github.ciautoscaler.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which groups of queued jobs take which free slots. As many jobs as can be get one; slots of an
 * earlier kind are used before those of a later one; and, as far as that allows, a group takes the
 * slots with the fewest labels to spare, then those of the machine with the most paid time left.
 *
 * <p>It is a maximum flow over the groups and the slots, not over single jobs: group by group each
 * kind's slots are given out, first those that are free, then along augmenting paths, on which a
 * group that found none takes over a slot of one that can have another (Edmonds and Karp). No path
 * takes a slot away from the whole, so that what an earlier kind serves stays the most that it can.
 */
final class Matching {

  private final Capacity capacity;
  private final Map<JobGroup, Integer> open = new LinkedHashMap<>();
  private final Map<JobGroup, List<Slot>> held = new HashMap<>();

  Matching(Capacity capacity) {
    this.capacity = capacity;
  }

  /** To be asked for in the order in which the groups are to choose. */
  void add(JobGroup group, int jobs) {
    open.put(group, jobs);
    held.put(group, new ArrayList<>());
  }

  /** Gives the slots of this kind out; to be called for one kind after the other. */
  void give(Capacity.Kind kind) {
    for (JobGroup group : open.keySet()) {
      keep(group, capacity.take(kind, group, open(group)));
      boolean found = true;
      while (found && open(group) > 0) {
        found = augment(group, kind);
      }
    }
  }

  /** What a group's jobs take, those of an earlier kind first. */
  List<Slot> of(JobGroup group) {
    return held(group).stream().sorted(Comparator.comparing(slot -> slot.kind)).toList();
  }

  /** How many slots all groups together have. */
  int slotsGiven() {
    return held.values().stream().mapToInt(List::size).sum();
  }

  /** Who has a slot that this group's jobs fit too. */
  List<JobGroup> holdersOfWhatFits(JobGroup taker) {
    return open.keySet().stream().filter(holder -> slotFor(taker, holder) != null).toList();
  }

  /** What each slot is taken by. */
  Map<Slot, JobGroup> takers() {
    Map<Slot, JobGroup> takers = new LinkedHashMap<>();
    held.forEach((group, slots) -> slots.forEach(slot -> takers.put(slot, group)));
    return takers;
  }

  /** Jobs of others that have no slot by now are to get none. */
  void closeBut(Set<JobGroup> groups) {
    open.replaceAll((group, jobs) -> groups.contains(group) ? jobs : 0);
  }

  private List<Slot> held(JobGroup group) {
    return held.getOrDefault(group, List.of());
  }

  private int open(JobGroup group) {
    return open.getOrDefault(group, 0);
  }

  private void keep(JobGroup group, List<Slot> slots) {
    held(group).addAll(slots);
    open.merge(group, -slots.size(), Integer::sum);
  }

  /** One more job of this group gets a slot, if any group can have another for one of its own. */
  private boolean augment(JobGroup first, Capacity.Kind kind) {
    Map<JobGroup, Takeover> reached = new HashMap<>();
    Deque<JobGroup> next = new ArrayDeque<>(List.of(first));
    Set<JobGroup> unseen = new LinkedHashSet<>(open.keySet());
    unseen.remove(first);
    while (!next.isEmpty()) {
      JobGroup taker = next.remove();
      for (JobGroup holder : List.copyOf(unseen)) {
        Slot slot = slotFor(taker, holder);
        if (slot != null) {
          unseen.remove(holder);
          next.add(holder);
          reached.put(holder, new Takeover(taker, slot));
          List<Slot> free = capacity.take(kind, holder, 1);
          if (!free.isEmpty()) {
            shift(holder, free.getFirst(), reached);
            open.merge(first, -1, Integer::sum);
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The group that takes a slot over from another. */
  private record Takeover(JobGroup taker, Slot slot) {}

  /** The last on the path gets what is free, each before it the slot that the next gives up. */
  private void shift(JobGroup last, Slot free, Map<JobGroup, Takeover> reached) {
    JobGroup holder = last;
    Slot gets = free;
    for (Takeover step = reached.get(holder); step != null; step = reached.get(holder)) {
      held(holder).remove(step.slot);
      held(holder).add(gets);
      holder = step.taker;
      gets = step.slot;
    }
    held(holder).add(gets);
  }

  /** A slot that the holder has and the taker's jobs fit; slots that are alike are asked once. */
  private @Nullable Slot slotFor(JobGroup taker, JobGroup holder) {
    Slot asked = null;
    for (Slot slot : held(holder)) {
      if (asked == null || !slot.isLike(asked)) {
        if (capacity.fits(slot, taker)) {
          return slot;
        }
        asked = slot;
      }
    }
    return null;
  }
}
