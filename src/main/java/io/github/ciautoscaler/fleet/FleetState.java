package io.github.ciautoscaler.fleet;

import java.util.List;

/**
 * The fleet as derived from one observation.
 *
 * @param machines every managed node, ordered by name; also those that count but are not ours yet
 * @param foreign servers that look managed and are not ours
 * @param permanentRunners runner rows that belong to no managed node
 * @param conditions what the next derivation needs to know about this one
 */
public record FleetState(
    Observation seen,
    List<Machine> machines,
    List<ForeignServer> foreign,
    List<Runner> permanentRunners,
    Orphans orphans,
    Conditions conditions) {

  public FleetState {
    machines = List.copyOf(machines);
    foreign = List.copyOf(foreign);
    permanentRunners = List.copyOf(permanentRunners);
  }

  /**
   * What is left of machines that are gone.
   *
   * @param nodes those of ours whose server a complete list does not have
   * @param runners offline rows that we noted and whose machine is gone
   */
  public record Orphans(List<Node> nodes, List<Runner> runners) {
    public Orphans {
      nodes = List.copyOf(nodes);
      runners = List.copyOf(runners);
    }
  }
}
