package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.OriginalState;
import java.time.Duration;

/** A machine of ours, by name. */
public sealed interface MachineEvent extends FleetEvent {

  String machine();

  /** It was not there in the pass before; in the first pass of a process, each one. */
  record Appeared(String machine, String pool, OriginalState state) implements MachineEvent {}

  record Changed(String machine, String pool, OriginalState before, OriginalState now)
      implements MachineEvent {}

  /**
   * It has its first runner.
   *
   * @param took from its server's creation
   */
  record Booted(String machine, String pool, Duration took) implements MachineEvent {}

  /** Neither server nor Node of it is left. */
  record Gone(String machine, String pool, OriginalState last) implements MachineEvent {}
}
