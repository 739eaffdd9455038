package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.util.Map;

/**
 * What deriving the fleet depends on.
 *
 * @param provisioningTimeout how long a machine may take from its order to its first runner
 * @param adoptUnowned whether servers with the original's label alone are ours without a Node
 * @param offers by pool, what a machine of it has for jobs
 */
public record FleetSettings(
    Duration provisioningTimeout, boolean adoptUnowned, Map<String, Pool.Offer> offers) {

  public FleetSettings {
    offers = Map.copyOf(offers);
  }

  /** Of a pool that the configuration no longer has, one. */
  int slotsOf(String pool) {
    Pool.Offer offer = offers.get(pool);
    return offer == null ? 1 : offer.slots();
  }

  /** Of a pool that the configuration no longer has, and where there is no limit: 0. */
  int maxUsesOf(String pool) {
    Pool.Offer offer = offers.get(pool);
    return offer == null ? 0 : offer.maxUses();
  }
}
