package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.util.Map;

/**
 * What deriving the fleet depends on.
 *
 * @param provisioningTimeout how long a machine may take from its order to its first runner
 * @param adoptUnowned whether servers with the original's label alone are ours without a Node
 * @param slots by pool, how many jobs a machine of it runs at once
 */
public record FleetSettings(
    Duration provisioningTimeout, boolean adoptUnowned, Map<String, Integer> slots) {

  public FleetSettings {
    slots = Map.copyOf(slots);
  }

  /** Of a pool that the configuration no longer has, one. */
  int slotsOf(String pool) {
    return slots.getOrDefault(pool, 1);
  }
}
