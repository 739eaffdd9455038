package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason.Code;

/** A rule that terminates, and what holds while a machine terminates because of it. */
interface TerminationCause extends TerminationRule {

  /** Recorded on the Node, so that a restart knows why it goes. */
  Code code();

  /** Said while it goes. */
  String because();

  /** Whether a queued job that it could take keeps it after all. */
  default boolean yieldsToDemand() {
    return true;
  }

  /** Whether it stays when it cannot be gone before the next paid hour. */
  default boolean yieldsToPaidHour() {
    return true;
  }

  /** Whether the machine is one as any other again. */
  default boolean isOver(Machine machine, Situation situation) {
    return false;
  }
}
