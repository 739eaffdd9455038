package io.github.ciautoscaler.report;

import java.time.Instant;

/** Something that happened between two passes. */
public sealed interface FleetEvent
    permits ProcessEvent,
        SourceEvent,
        MachineEvent,
        ActionEvent,
        DecisionEvent,
        OfferingEvent,
        WarningEvent {

  /**
   * An event in its place in the stream.
   *
   * @param id counts from 1 in this process, without a gap
   * @param at the time of the pass that saw it
   */
  record Entry(long id, Instant at, FleetEvent event) {}
}
