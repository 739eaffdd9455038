package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Pause;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fleet at a glance, as every face shows it. What is not known is null.
 *
 * @param at the time of the pass
 * @param machines ours, ordered by name
 * @param foreign servers that look managed and are not ours
 * @param leads whether this replica is the one that may act
 * @param pause an operator's pause that holds now; null for none
 */
public record FleetSummary(
    Instant at,
    List<MachineSummary> machines,
    JobSummary jobs,
    CostSummary cost,
    List<ForeignSummary> foreign,
    List<SourceSummary> sources,
    boolean leads,
    @Nullable Pause pause) {

  public FleetSummary {
    machines = List.copyOf(machines);
    foreign = List.copyOf(foreign);
    sources = List.copyOf(sources);
  }

  /** How many machines there are in each state, in the order of a life; also of those with none. */
  public Map<OriginalState, Integer> byState() {
    return count(machines);
  }

  /** The same for each pool that has machines. */
  public Map<String, Map<OriginalState, Integer>> byPool() {
    Map<String, Map<OriginalState, Integer>> pools = new TreeMap<>();
    for (MachineSummary machine : machines) {
      pools.computeIfAbsent(
          machine.pool(),
          pool -> count(machines.stream().filter(one -> one.pool().equals(pool)).toList()));
    }
    return pools;
  }

  private static Map<OriginalState, Integer> count(List<MachineSummary> machines) {
    Map<OriginalState, Integer> counts = new EnumMap<>(OriginalState.class);
    for (OriginalState state : OriginalState.values()) {
      counts.put(state, 0);
    }
    machines.forEach(machine -> counts.merge(machine.state(), 1, Integer::sum));
    return counts;
  }
}
