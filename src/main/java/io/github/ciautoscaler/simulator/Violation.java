package io.github.ciautoscaler.simulator;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An invariant that did not hold.
 *
 * @param invariant S1 to S6 or L1 to L3
 * @param words what was seen
 * @param machine whose it is; empty where it is about none
 * @param lines the last events of that machine
 */
public record Violation(
    String invariant, String words, Instant at, String machine, List<Trace.Line> lines) {

  @Override
  public String toString() {
    return invariant
        + " broken at "
        + at
        + (machine.isEmpty() ? "" : " by " + machine)
        + ": "
        + words
        + lines.stream().map(line -> "\n    " + line).collect(Collectors.joining());
  }
}
