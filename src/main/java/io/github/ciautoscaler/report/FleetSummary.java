package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Pause;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fleet at a glance, as every face shows it. What is not known is null.
 *
 * @param at the time of the pass
 */
public record FleetSummary(
    Instant at, Inventory inventory, JobSummary jobs, CostSummary cost, Standing standing) {

  /**
   * What there is.
   *
   * @param machines ours, ordered by name
   * @param pools those of the configuration in their order, then those that it lacks
   * @param foreign servers that look managed and are not ours
   */
  public record Inventory(
      List<MachineSummary> machines, List<PoolSummary> pools, List<ForeignSummary> foreign) {

    public Inventory {
      machines = List.copyOf(machines);
      pools = List.copyOf(pools);
      foreign = List.copyOf(foreign);
    }
  }

  /**
   * Whether it may act, and on what it rests.
   *
   * @param leads whether this replica is the one that may
   * @param pause an operator's pause that holds now; null for none
   */
  public record Standing(boolean leads, @Nullable Pause pause, List<SourceSummary> sources) {

    public Standing {
      sources = List.copyOf(sources);
    }
  }

  /** Ours, ordered by name. */
  public List<MachineSummary> machines() {
    return inventory.machines;
  }

  /** Those of the configuration in their order, then those that it lacks. */
  public List<PoolSummary> pools() {
    return inventory.pools;
  }

  /** Servers that look managed and are not ours. */
  public List<ForeignSummary> foreign() {
    return inventory.foreign;
  }

  public List<SourceSummary> sources() {
    return standing.sources;
  }

  /** How many machines there are in each state, in the order of a life; also of those with none. */
  public Map<OriginalState, Integer> byState() {
    return count(inventory.machines);
  }

  public boolean leads() {
    return standing.leads;
  }

  /** An operator's pause that holds now; null for none. */
  public @Nullable Pause pause() {
    return standing.pause;
  }

  static Map<OriginalState, Integer> count(List<MachineSummary> machines) {
    Map<OriginalState, Integer> counts = new EnumMap<>(OriginalState.class);
    for (OriginalState state : OriginalState.values()) {
      counts.put(state, 0);
    }
    machines.forEach(machine -> counts.merge(machine.state(), 1, Integer::sum));
    return counts;
  }
}
