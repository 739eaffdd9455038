package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Since when machines have been seen so, and what else was seen of them, each by its name.
 *
 * @param busy since when jobs run there
 * @param quiet of one without a Node, since when its rows take no job
 * @param missingServers since when a complete list lacks a server that we paid for
 * @param vanishedNodes since when a server that once joined has no Node
 * @param usedBy the jobs that it was given, where they are counted: its Node may not say all yet
 */
public record MachineConditions(
    Map<String, Instant> busy,
    Map<String, Instant> quiet,
    Map<String, Instant> missingServers,
    Map<String, Instant> vanishedNodes,
    Map<String, Set<String>> usedBy) {

  static final MachineConditions NONE =
      new MachineConditions(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  MachineConditions movedBy(Duration change) {
    return new MachineConditions(
        Since.moved(busy, change),
        Since.moved(quiet, change),
        Since.moved(missingServers, change),
        Since.moved(vanishedNodes, change),
        usedBy);
  }
}
