package io.github.ciautoscaler.fleet;

import java.util.List;

/**
 * The fleet as derived from one observation.
 *
 * @param machines every managed node, ordered by name; also those that count but are not ours yet
 * @param foreign servers that look managed and are not ours
 * @param permanentRunners runner rows that belong to no managed node
 * @param orphanNodes nodes of ours whose server a complete list does not have
 * @param orphanRunners offline rows that we noted and whose machine is gone
 * @param conditions what the next derivation needs to know about this one
 */
public record FleetState(
    Observation seen,
    List<Machine> machines,
    List<ForeignServer> foreign,
    List<Runner> permanentRunners,
    List<Node> orphanNodes,
    List<Runner> orphanRunners,
    Conditions conditions) {

  public FleetState {
    machines = List.copyOf(machines);
    foreign = List.copyOf(foreign);
    permanentRunners = List.copyOf(permanentRunners);
    orphanNodes = List.copyOf(orphanNodes);
    orphanRunners = List.copyOf(orphanRunners);
  }
}
