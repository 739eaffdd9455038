package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.DaySpend;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason.Code;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the machines of ours are estimated to cost, net, those included that are ordered and have no
 * server yet. While the price of one is not known, what all cost is not known.
 */
final class Costs {

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Optional<PriceList> prices;
  private BigDecimal launched = BigDecimal.ZERO;
  private @Nullable Optional<Seen> seen;

  /** What is there, and what is ordered and has no server yet. */
  private record Seen(BigDecimal perHour, BigDecimal today) {}

  Costs(FleetState fleet, PlanSettings settings) {
    this.fleet = fleet;
    this.settings = settings;
    this.prices = fleet.seen().priceList();
  }

  /** What today cost, with every server that is there now. */
  static DaySpend day(FleetState fleet) {
    return fleet
        .seen()
        .stored()
        .measurements()
        .spend()
        .after(servers(fleet), fleet.seen().priceList(), fleet.seen().now());
  }

  private static List<Server> servers(FleetState fleet) {
    return fleet.machines().stream().map(Machine::server).filter(Objects::nonNull).toList();
  }

  /** This pass orders one. */
  void add(Pool pool, Offering offering) {
    launched = launched.add(price(pool, offering).orElse(BigDecimal.ZERO));
  }

  /** Of all machines, for one hour; empty while a price is not known. */
  Optional<BigDecimal> perHour() {
    return seen().map(seen -> seen.perHour.add(launched));
  }

  /** For the hours that began since midnight UTC; empty while a price is not known. */
  Optional<BigDecimal> today() {
    return seen().map(seen -> seen.today.add(launched));
  }

  /** Summed up once, however many machines this pass orders. */
  private Optional<Seen> seen() {
    if (seen == null) {
      seen =
          servers()
              .flatMap(servers ->
                  ordered()
                      .map(ordered ->
                          new Seen(servers.add(ordered), day(fleet).total().add(ordered))));
    }
    return seen;
  }

  /**
   * What may be spent.
   *
   * @param name as its owner sets it
   * @param used what says how much is spent, with a place for the amount
   */
  record Limit(String name, BigDecimal most, String used) {}

  /**
   * Why one more would cost too much; null where it would not.
   *
   * @param so what is spent; empty while it is not known
   */
  @Nullable Reason against(
      Limit limit, Optional<BigDecimal> so, Launch launch, CoolDowns coolDowns) {
    Offering offering = launch.offering(coolDowns);
    if (offering == null) {
      return null; // OfferingLaunchRule says why
    }
    Optional<BigDecimal> more = price(launch.pool(), offering);
    if (so.isEmpty() || more.isEmpty()) {
      return new Reason(
          Code.SPEND_LIMIT,
          "%s=%s holds, and the price of %s is not known; nothing is launched until it is."
              .formatted(
                  limit.name, limit.most.toPlainString(), so.isEmpty() ? "a machine" : offering));
    }
    return so.get().add(more.get()).compareTo(limit.most) > 0
        ? new Reason(
            Code.SPEND_LIMIT,
            "%s, the first hour of one more costs %s, and %s=%s allows no more."
                .formatted(
                    limit.used.formatted(plain(so.get())),
                    plain(more.get()),
                    limit.name,
                    limit.most.toPlainString()))
        : null;
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private Optional<BigDecimal> servers() {
    return sum(servers(fleet), server -> prices.flatMap(list -> list.perHour(server)));
  }

  private Optional<BigDecimal> ordered() {
    List<Machine> coming =
        fleet.machines().stream()
            .filter(machine -> machine.server() == null && machine.pendingLaunch() != null)
            .toList();
    return sum(coming, this::priceOfOrder);
  }

  private Optional<BigDecimal> priceOfOrder(Machine machine) {
    Offering offering = Objects.requireNonNull(machine.pendingLaunch()).offering();
    Pool pool = settings.poolsByName().get(machine.pool());
    boolean withIpv4 = pool == null || pool.template().access().publicIpv4();
    return prices.flatMap(list -> list.perHour(offering, withIpv4));
  }

  /** Of one machine for an hour; empty while it is not known. */
  Optional<BigDecimal> price(Pool pool, Offering offering) {
    boolean withIpv4 = pool.template().access().publicIpv4();
    return prices.flatMap(list -> list.perHour(offering, withIpv4));
  }

  private static <T> Optional<BigDecimal> sum(
      List<T> all, Function<T, Optional<BigDecimal>> price) {
    BigDecimal sum = BigDecimal.ZERO;
    for (T one : all) {
      Optional<BigDecimal> its = price.apply(one);
      if (its.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(its.get());
    }
    return Optional.of(sum);
  }
}
