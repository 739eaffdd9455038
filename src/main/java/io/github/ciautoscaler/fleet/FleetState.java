package io.github.ciautoscaler.fleet;

import java.util.List;

/**
 * The fleet as derived from one observation.
 *
 * @param machines every managed node, ordered by name; also those that count but are not ours yet
 * @param conditions what the next derivation needs to know about this one
 */
public record FleetState(
    Observation seen,
    List<Machine> machines,
    NotOurs notOurs,
    Orphans orphans,
    Conditions conditions) {

  public FleetState {
    machines = List.copyOf(machines);
  }

  /**
   * What none of our machines is.
   *
   * @param servers those that look managed and are not ours
   * @param runners rows that belong to no managed node
   */
  public record NotOurs(List<ForeignServer> servers, List<Runner> runners) {
    public NotOurs {
      servers = List.copyOf(servers);
      runners = List.copyOf(runners);
    }
  }

  /**
   * What is left of machines that are gone.
   *
   * @param nodes those of ours whose server a complete list does not have
   * @param runners offline rows that we recorded and whose machine is gone
   */
  public record Orphans(List<Node> nodes, List<Runner> runners) {
    public Orphans {
      nodes = List.copyOf(nodes);
      runners = List.copyOf(runners);
    }
  }

  /** Servers that look managed and are not ours. */
  public List<ForeignServer> foreign() {
    return notOurs.servers;
  }

  /** Runner rows that belong to no managed node. */
  public List<Runner> permanentRunners() {
    return notOurs.runners;
  }
}
