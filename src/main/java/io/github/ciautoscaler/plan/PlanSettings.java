package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PriceList;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the owner decided about the fleet.
 *
 * @param pools at least one; the environment makes one
 * @param caps what holds over all pools
 * @param times for pools without times of their own
 */
public record PlanSettings(
    List<Pool> pools, Caps caps, Pool.Times times, Pace pace, AsTheOriginal original) {

  /** With no limit but that of machines. */
  public PlanSettings(
      List<Pool> pools, int maxNodes, Pool.Times times, Pace pace, AsTheOriginal original) {
    this(pools, Caps.ofMachines(maxNodes), times, pace, original);
  }

  /**
   * What all pools together may have. Each stops launches; none ends a machine.
   *
   * @param machines at the same time
   * @param jobs how many slots there may be at the same time; null: no limit
   * @param spend net, in the account's currency
   */
  public record Caps(int machines, @Nullable Integer jobs, Spend spend) {

    public static Caps ofMachines(int most) {
      return new Caps(most, null, Spend.UNLIMITED);
    }
  }

  /**
   * What machines may cost; null: no limit.
   *
   * @param perHour of all machines at the same time
   * @param perDay for the hours that began since midnight UTC
   */
  public record Spend(@Nullable BigDecimal perHour, @Nullable BigDecimal perDay) {
    public static final Spend UNLIMITED = new Spend(null, null);
  }

  /**
   * How fast things go, and come back.
   *
   * @param poll from one pass to the next
   * @param placementCoolDown how long an offering is passed over that was sold out
   * @param fetchWindow how long a runner's fetch that began before the disable may still take a job
   * @param pollWithHook from one pass to the next while a webhook announces each job; null where
   *     none is set up
   */
  public record Pace(
      Duration poll,
      Duration placementCoolDown,
      Duration fetchWindow,
      @Nullable Duration pollWithHook) {

    /** Without a webhook. */
    public Pace(Duration poll, Duration placementCoolDown, Duration fetchWindow) {
      this(poll, placementCoolDown, fetchWindow, null);
    }
  }

  /**
   * What the original does, and we only where the owner asks for it.
   *
   * @param countUnlabelledJobs whether queued jobs without labels are demand
   * @param adoptUnowned whether servers with the original's label alone are adopted without a Node
   */
  public record AsTheOriginal(boolean countUnlabelledJobs, boolean adoptUnowned) {}

  public PlanSettings {
    pools = List.copyOf(pools);
  }

  /** The same, as it is at this moment. */
  PlanSettings at(Instant now, Optional<PriceList> prices) {
    return new PlanSettings(
        pools.stream().map(pool -> pool.at(now, times, prices)).toList(),
        caps,
        times,
        pace,
        original);
  }

  public int maxNodes() {
    return caps.machines;
  }

  /** Empty for one that is no longer configured. */
  Optional<Pool> pool(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  boolean hasPool(String name) {
    return pools.stream().anyMatch(pool -> pool.name().equals(name));
  }

  /** Those of the pool; of all, where it has none of its own or the configuration lacks it. */
  public Pool.Times timesOf(String pool) {
    for (Pool one : pools) {
      if (one.name().equals(pool) && one.times() != null) {
        return one.times();
      }
    }
    return times;
  }

  /** Whether the machine has taken longer from its order on than its pool allows. */
  boolean isLaunchOverdue(Machine machine, Instant now) {
    return machine.phase() instanceof Phase.Launching
        && machine.isLaunchOverdue(timesOf(machine.pool()).provisioning(), now);
  }

  /** How long a machine of any pool may take. */
  Duration longestProvisioning() {
    Duration longest = times.provisioning();
    for (Pool pool : pools) {
      Duration its = timesOf(pool.name()).provisioning();
      longest = its.compareTo(longest) > 0 ? its : longest;
    }
    return longest;
  }

  /** What deriving the fleet depends on, of all this. */
  public FleetSettings fleetSettings() {
    return new FleetSettings(times.provisioning(), original.adoptUnowned, poolsByName());
  }

  public Map<String, Pool> poolsByName() {
    return pools.stream().collect(Collectors.toMap(Pool::name, Function.identity()));
  }
}
