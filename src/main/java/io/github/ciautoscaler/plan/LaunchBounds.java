package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link LaunchRules} allow this pass, in numbers.
 *
 * @param most machines of each pool
 * @param prices of the next machine of each pool, for an hour; zero where one is not known
 */
record LaunchBounds(Launches launches, List<Pool> pools, int[] most, BigDecimal[] prices) {

  static LaunchBounds of(Launches launches, List<Pool> pools) {
    int[] most = pools.stream().mapToInt(pool -> most(launches, pool)).toArray();
    List<Optional<BigDecimal>> known = pools.stream().map(pool -> price(launches, pool)).toList();
    boolean all = known.stream().allMatch(Optional::isPresent);
    BigDecimal[] prices =
        known.stream()
            .map(price -> all ? price.orElseThrow() : BigDecimal.ZERO)
            .toArray(BigDecimal[]::new);
    return new LaunchBounds(launches, List.copyOf(pools), most, prices);
  }

  private static int most(Launches launches, Pool pool) {
    if (LaunchRules.against(new Launch(pool, Set.of(), false), launches) != null) {
      return 0;
    }
    if (launches.health(pool).bootFailures().inARow() > 0) {
      return 1; // OneBootLaunchRule
    }
    int most = pool.limits().max() - launches.inPool(pool);
    Pool.LaunchRate rate = pool.limits().rate();
    return rate == null
        ? most
        : Math.min(
            most, rate.launches() - launches.launchedAfter(launches.now().minus(rate.per()), pool));
  }

  private static Optional<BigDecimal> price(Launches launches, Pool pool) {
    Offering offering = launches.coolDowns().firstFree(pool);
    return offering == null ? Optional.of(BigDecimal.ZERO) : launches.costs().price(pool, offering);
  }

  /** What so many machines cost an hour. */
  BigDecimal price(int[] machines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < machines.length; i++) {
      sum = sum.add(prices[i].multiply(BigDecimal.valueOf(machines[i])));
    }
    return sum;
  }

  /** Whether so many may be launched; with more of any pool they may not either. */
  boolean allow(int[] machines) {
    int total = 0;
    int jobs = 0;
    for (int i = 0; i < machines.length; i++) {
      if (machines[i] > most[i]) {
        return false;
      }
      total += machines[i];
      jobs += machines[i] * pools.get(i).jobSlots();
    }
    PlanSettings.Caps caps = launches.settings().caps();
    Integer mostJobs = caps.jobs();
    return launches.total() + total <= caps.machines()
        && (mostJobs == null || launches.slots() + jobs <= mostJobs)
        && isPaid(machines, caps.spend());
  }

  /** While a price is not known that a limit needs, no pool may launch anything. */
  private boolean isPaid(int[] machines, PlanSettings.Spend spend) {
    BigDecimal perHour = spend.perHour();
    BigDecimal perDay = spend.perDay();
    return (perHour == null || isWithin(launches.costs().perHour(), machines, perHour))
        && (perDay == null || isWithin(launches.costs().today(), machines, perDay));
  }

  private boolean isWithin(Optional<BigDecimal> spent, int[] machines, BigDecimal most) {
    return spent.isEmpty() || spent.get().add(price(machines)).compareTo(most) <= 0;
  }
}
