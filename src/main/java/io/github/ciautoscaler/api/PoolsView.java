package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.plan.PodsWaiting;
import io.github.ciautoscaler.report.FleetSummary;
import io.github.ciautoscaler.report.PoolSummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every pool: what it may have, what it has, and why nothing is launched for it.
 *
 * @param observedAt null before the first pass; then nothing is known
 */
record PoolsView(@Nullable Instant observedAt, List<PoolView> pools) {

  /**
   * @param configured false where only machines of it are left
   * @param labels null where the owner names none, and what its runners show holds
   * @param choice null where the configuration lacks it
   * @param capacity what it holds ready now; null where it never holds anything ready
   * @param pods that wait for a machine of it; null where it serves none, or they are not known
   * @param reason why no machine of it may be launched now; null where one may be
   */
  record PoolView(
      String name,
      boolean configured,
      @Nullable List<String> labels,
      @Nullable ChoiceView choice,
      @Nullable LimitsView limits,
      @Nullable CapacityView capacity,
      Map<String, Integer> machines,
      SlotsView slots,
      @Nullable PodsView pods,
      List<OfferingView> offerings,
      HealthView health,
      @Nullable ReasonView reason) {}

  /**
   * @param repositories null where it serves all
   */
  record ChoiceView(long priority, @Nullable List<String> repositories) {
    static @Nullable ChoiceView of(@Nullable Pool pool) {
      return pool == null ? null : new ChoiceView(pool.priority(), repositories(pool));
    }

    private static @Nullable List<String> repositories(Pool pool) {
      List<String> patterns = pool.repositories().patterns().stream().sorted().toList();
      return patterns.isEmpty() ? null : patterns;
    }
  }

  /**
   * @param slots jobs at once on one machine
   * @param maxUses jobs after which a machine goes; null: no limit
   */
  record LimitsView(
      int min, int max, int slots, @Nullable Integer maxUses, @Nullable RateView launchRate) {
    static @Nullable LimitsView of(@Nullable Pool pool) {
      return pool == null
          ? null
          : new LimitsView(
              pool.limits().min(),
              pool.limits().max(),
              pool.slots(),
              pool.offer().maxUses() == 0 ? null : pool.offer().maxUses(),
              RateView.of(pool.limits().rate()));
    }
  }

  /**
   * @param idleCount free slots, at least
   * @param scaleFactor free slots for each one in use; null where idleCount alone holds
   * @param since null where it has held for more than a week
   * @param nextChange null where that is more than a week away
   */
  record CapacityView(
      int idleCount,
      @Nullable Double scaleFactor,
      @Nullable Integer scaleFactorLimit,
      @Nullable Instant since,
      @Nullable Instant nextChange) {

    static @Nullable CapacityView of(@Nullable Pool pool, Instant now) {
      if (pool == null || pool.warm().entries().isEmpty()) {
        return null;
      }
      WarmCapacity warm = pool.warm();
      WarmCapacity.Entry entry = warm.at(now);
      WarmCapacity.Scaling scaling = entry == null ? WarmCapacity.Scaling.NONE : entry.scaling();
      boolean scales = !scaling.equals(WarmCapacity.Scaling.NONE);
      return new CapacityView(
          entry == null ? 0 : entry.idleSlots(),
          scales ? scaling.factor() : null,
          scales ? scaling.limit() : null,
          warm.since(now).orElse(null),
          warm.nextChange(now).orElse(null));
    }
  }

  record RateView(int machines, long seconds) {
    static @Nullable RateView of(Pool.@Nullable LaunchRate rate) {
      return rate == null ? null : new RateView(rate.launches(), rate.per().toSeconds());
    }
  }

  record SlotsView(int busy, int idle, int coming, @Nullable Integer wanted) {
    static SlotsView of(PoolSummary.SlotCounts slots) {
      return new SlotsView(slots.busy(), slots.idle(), slots.coming(), slots.wanted());
    }
  }

  /**
   * @param withoutRoom those that no machine has room for, neither there nor coming
   */
  record PodsView(int waiting, int withoutRoom) {
    static @Nullable PodsView of(@Nullable PodsWaiting pods) {
      return pods == null ? null : new PodsView(pods.waiting(), pods.withoutRoom());
    }
  }

  record OfferingView(
      String type,
      String location,
      @Nullable String currency,
      @Nullable String pricePerHour,
      @Nullable CoolDownView coolDown) {

    static OfferingView of(PoolSummary.OfferingSummary one, @Nullable String currency) {
      return new OfferingView(
          one.offering().serverType(),
          one.offering().location(),
          one.perHour() == null ? null : currency,
          one.perHour() == null ? null : Money.text(one.perHour()),
          CoolDownView.of(one.coolDown()));
    }
  }

  record CoolDownView(Instant until, String cause, String message) {
    static @Nullable CoolDownView of(@Nullable CoolDown one) {
      return one == null ? null : new CoolDownView(one.until(), one.cause().word(), one.message());
    }
  }

  record HealthView(
      int bootFailures,
      @Nullable Instant bootBackOffUntil,
      @Nullable StopView stop,
      StatusView.@Nullable PauseView pause) {}

  record StopView(Instant until, String code, String message) {
    static @Nullable StopView of(@Nullable BackOff stop) {
      return stop == null ? null : new StopView(stop.until(), stop.code(), stop.message());
    }
  }

  static PoolsView unknown() {
    return new PoolsView(null, List.of());
  }

  /**
   * @param pauses of each pool as they are now, which is newer than the pass
   */
  static PoolsView of(FleetSummary fleet, Function<String, @Nullable Pause> pauses) {
    return new PoolsView(
        fleet.at(),
        fleet.pools().stream().map(pool -> pool(pool, fleet, pauses.apply(pool.name()))).toList());
  }

  private static PoolView pool(PoolSummary one, FleetSummary fleet, @Nullable Pause pause) {
    String currency = fleet.cost().currency();
    Map<String, Integer> machines = new LinkedHashMap<>();
    one.byState().forEach((state, count) -> machines.put(state.word(), count));
    PoolSummary.Health health = one.health();
    return new PoolView(
        one.name(),
        one.pool() != null,
        labels(one.pool()),
        ChoiceView.of(one.pool()),
        LimitsView.of(one.pool()),
        CapacityView.of(one.pool(), fleet.at()),
        machines,
        SlotsView.of(one.slots()),
        PodsView.of(one.pods()),
        one.offerings().stream().map(offering -> OfferingView.of(offering, currency)).toList(),
        new HealthView(
            health.bootFailures(),
            health.bootBackOffUntil(),
            StopView.of(health.stop()),
            StatusView.PauseView.of(pause)),
        one.reason() == null ? null : ReasonView.of(one.reason()));
  }

  private static @Nullable List<String> labels(@Nullable Pool pool) {
    return pool == null || pool.labels() == null ? null : pool.labels().stream().sorted().toList();
  }
}
