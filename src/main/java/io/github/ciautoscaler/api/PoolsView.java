package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
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
   * @param reason why no machine of it may be launched now; null where one may be
   */
  record PoolView(
      String name,
      boolean configured,
      @Nullable List<String> labels,
      @Nullable LimitsView limits,
      Map<String, Integer> machines,
      SlotsView slots,
      List<OfferingView> offerings,
      HealthView health,
      @Nullable ReasonView reason) {}

  /**
   * @param slots jobs at once on one machine
   */
  record LimitsView(int max, int slots, @Nullable RateView launchRate) {
    static @Nullable LimitsView of(@Nullable Pool pool) {
      return pool == null
          ? null
          : new LimitsView(pool.limits().max(), pool.slots(), RateView.of(pool.limits().rate()));
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
        fleet.pools().stream()
            .map(pool -> pool(pool, fleet.cost().currency(), pauses.apply(pool.name())))
            .toList());
  }

  private static PoolView pool(PoolSummary one, @Nullable String currency, @Nullable Pause pause) {
    Map<String, Integer> machines = new LinkedHashMap<>();
    one.byState().forEach((state, count) -> machines.put(state.word(), count));
    PoolSummary.Health health = one.health();
    return new PoolView(
        one.name(),
        one.pool() != null,
        labels(one.pool()),
        LimitsView.of(one.pool()),
        machines,
        SlotsView.of(one.slots()),
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
