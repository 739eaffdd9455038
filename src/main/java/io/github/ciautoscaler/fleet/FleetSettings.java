package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What deriving the fleet depends on.
 *
 * @param provisioningTimeout how long a machine may take from its order to its first runner
 * @param adoptUnowned whether servers with the original's label alone are ours without a Node
 * @param pools by name
 */
public record FleetSettings(
    Duration provisioningTimeout, boolean adoptUnowned, Map<String, Pool> pools) {

  public FleetSettings {
    pools = Map.copyOf(pools);
  }

  /** Of a pool that the configuration no longer has, one. */
  int slotsOf(String pool) {
    Pool its = pools.get(pool);
    return its == null ? 1 : its.slots();
  }

  /** Of a pool that the configuration no longer has, and where there is no limit: 0. */
  int maxUsesOf(String pool) {
    Pool its = pools.get(pool);
    return its == null ? 0 : its.offer().maxUses();
  }

  /** What its runners offer, where the forge does not list them. */
  Set<String> labelsOf(String pool) {
    Pool its = pools.get(pool);
    Set<String> labels = its == null ? null : its.labels();
    return labels == null ? Set.of(Pool.USUAL_LABEL) : labels;
  }

  /** Of a pool that the configuration no longer has: for jobs. */
  PodDemand demandOf(String pool) {
    Pool its = pools.get(pool);
    return its == null ? PodDemand.JOBS : its.demand();
  }

  /** Of a pool that the configuration no longer has: all. */
  Repositories repositoriesOf(String pool) {
    Pool its = pools.get(pool);
    return its == null ? Repositories.ALL : its.repositories();
  }
}
