package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the owner decided about the fleet.
 *
 * @param pools at least one; the environment makes one
 * @param maxNodes over all pools
 * @param billingWindow how long before the end of the paid hour a teardown may begin; an hour or
 *     more: always; zero: nothing is ever torn down
 * @param fetchWindow how long a runner's fetch that began before the disable may still take a job
 * @param countUnlabelledJobs whether queued jobs without labels are demand
 * @param adoptUnowned whether servers with the original's label alone are adopted without a Node
 */
public record PlanSettings(
    List<Pool> pools,
    int maxNodes,
    Duration pollInterval,
    Duration idleTimeout,
    Duration billingWindow,
    Duration provisioningTimeout,
    Duration placementCoolDown,
    Duration fetchWindow,
    boolean countUnlabelledJobs,
    boolean adoptUnowned) {

  public PlanSettings {
    pools = List.copyOf(pools);
  }

  /** What deriving the fleet depends on, of all this. */
  public FleetSettings fleetSettings() {
    Map<String, Integer> slots = pools.stream().collect(Collectors.toMap(Pool::name, Pool::slots));
    return new FleetSettings(provisioningTimeout, adoptUnowned, slots);
  }

  public Map<String, Pool> poolsByName() {
    return pools.stream().collect(Collectors.toMap(Pool::name, Function.identity()));
  }
}
