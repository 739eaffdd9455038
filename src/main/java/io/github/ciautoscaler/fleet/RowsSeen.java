package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows with which a machine could take jobs a short while ago. A runner that registers anew for
 * each job has no row for some seconds between two, and its machine is no less able for that.
 *
 * @param labels by row id, the labels it had
 * @param at when all of them were seen last
 */
public record RowsSeen(Map<Long, Set<String>> labels, Instant at) {

  /** How long after its row vanished a machine is expected to register the next one. */
  public static final Duration KEPT_FOR = Duration.ofSeconds(60);

  public RowsSeen {
    labels = Map.copyOf(labels);
  }

  RowsSeen movedBy(Duration change) {
    return new RowsSeen(labels, at.plus(change));
  }

  /** As many as were there at once within the time that they are kept for. */
  static Map<String, RowsSeen> next(
      List<Machine> machines, Map<String, RowsSeen> before, Instant now) {
    Map<String, RowsSeen> next = new HashMap<>();
    for (Machine machine : machines) {
      Map<Long, Set<String>> usable = new HashMap<>();
      for (Runner row : machine.runners()) {
        if (row.online() && !row.disabled()) {
          usable.put(row.id(), row.labels());
        }
      }
      RowsSeen old = before.get(machine.name());
      if (old != null && old.holds(now) && old.labels().size() > usable.size()) {
        next.put(machine.name(), old);
      } else if (!usable.isEmpty()) {
        next.put(machine.name(), new RowsSeen(usable, now));
      }
    }
    return next;
  }

  private boolean holds(Instant now) {
    return !Age.of(at, now).reached(KEPT_FOR);
  }

  /** By id, the labels of rows that are gone and have no successor yet. */
  public List<Map.Entry<Long, Set<String>>> missing(List<Runner> rows, Instant now) {
    if (!holds(now)) {
      return List.of();
    }
    Map<Long, Set<String>> gone = new HashMap<>(labels);
    int successors = 0;
    for (Runner row : rows) {
      boolean known = gone.remove(row.id()) != null;
      if (!known && (row.online() || row.disabled())) {
        successors++;
      }
    }
    List<Map.Entry<Long, Set<String>>> missing = new ArrayList<>(gone.entrySet());
    missing.sort(Map.Entry.comparingByKey());
    return missing.subList(Math.min(successors, missing.size()), missing.size());
  }
}
