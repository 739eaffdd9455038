package io.github.ciautoscaler.simulator;

/** The autoscaler's process ends in the middle of a pass. An Error, so that nothing survives it. */
final class ProcessDied extends Error {
  ProcessDied() {
    super("the process died", null, false, false);
  }
}
