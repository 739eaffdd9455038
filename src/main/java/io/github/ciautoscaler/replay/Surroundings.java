package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.simulator.WorldSettings.Range;

/**
 * What every policy meets alike.
 *
 * @param boot from the order of a server until its runner asks for jobs
 * @param maxNodes no policy may have more servers at once
 * @param offering what each server is
 */
record Surroundings(Range boot, int maxNodes, Offering offering) {

  /** As the protocol of docs/economics.md has it. */
  static final Surroundings USUAL =
      new Surroundings(Range.seconds(60, 90), 60, new Offering("cpx32", "nbg1"));

  Surroundings atMost(int machines) {
    return new Surroundings(boot, machines, offering);
  }

  Surroundings booting(Range other) {
    return new Surroundings(other, maxNodes, offering);
  }
}
