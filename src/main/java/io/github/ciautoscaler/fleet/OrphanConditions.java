package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Since when something is left over.
 *
 * @param nodes by name, since when a NotReady node has no server
 * @param runners by id, since when a recorded row has been offline
 */
public record OrphanConditions(Map<String, Instant> nodes, Map<Long, Instant> runners) {

  static final OrphanConditions NONE = new OrphanConditions(Map.of(), Map.of());

  OrphanConditions movedBy(Duration change) {
    return new OrphanConditions(Since.moved(nodes, change), Since.moved(runners, change));
  }
}
