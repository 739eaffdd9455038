package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.DaySpend;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.SourceHealth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts, ages and prices: worked out here, once for all who show them. */
final class Summarizer {

  private DaySpend day = DaySpend.NONE;

  FleetSummary summary(PassReport report) {
    Observation seen = report.fleet().seen();
    Pause pause = seen.stored().wishes().pause();
    List<ForeignSummary> foreign =
        report.fleet().foreign().stream().map(one -> foreign(one, seen)).toList();
    List<MachineSummary> machines =
        report.fleet().machines().stream().map(one -> machine(one, seen, report.plan())).toList();
    return new FleetSummary(
        seen.now(),
        new FleetSummary.Inventory(machines, new PoolSummarizer(report, machines).pools(), foreign),
        jobs(report),
        cost(report.fleet(), foreign),
        new FleetSummary.Standing(
            report.mode() != PassReport.Mode.NOT_LEADER,
            pause != null && pause.holds(seen.now()) ? pause : null,
            sources(report)));
  }

  private static MachineSummary machine(Machine machine, Observation seen, Plan plan) {
    Server server = machine.server();
    Instant removableFrom = plan.removableFrom().get(machine.name());
    return new MachineSummary(
        machine,
        OriginalState.of(machine),
        server == null ? null : Bill.of(server, seen.prices().known(), seen.now(), removableFrom),
        plan.machineReasons().get(machine.name()));
  }

  private static JobSummary jobs(PassReport report) {
    Observation seen = report.fleet().seen();
    Integer queued = seen.queued().known().map(List::size).orElse(null);
    long unservable =
        report.plan().jobs().stream().filter(one -> one.standing() == Standing.UNSERVABLE).count();
    Instant oldest =
        report.fleet().conditions().jobs().queuedSince().values().stream()
            .min(Instant::compareTo)
            .orElse(seen.now());
    return new JobSummary(
        queued,
        seen.blocked().known().orElse(null),
        seen.running().known().map(List::size).orElse(null),
        queued == null ? null : Math.toIntExact(unservable),
        between(oldest, seen.now()));
  }

  private CostSummary cost(FleetState fleet, List<ForeignSummary> foreign) {
    List<Server> servers =
        fleet.machines().stream().map(Machine::server).filter(Objects::nonNull).toList();
    Optional<PriceList> prices = fleet.seen().prices().known();
    BigDecimal today = today(servers, fleet.seen());
    return prices
        .map(
            list -> new CostSummary(list.currency(), perHour(servers, list), today, soFar(foreign)))
        .orElse(CostSummary.UNKNOWN);
  }

  /** A process that has just begun goes on with what another one stored. */
  private @Nullable BigDecimal today(List<Server> servers, Observation seen) {
    Optional<PriceList> prices = seen.prices().known();
    DaySpend before = day.equals(DaySpend.NONE) ? seen.stored().measurements().spend() : day;
    day = before.after(servers, prices, seen.now());
    boolean known =
        servers.stream()
            .allMatch(server -> prices.flatMap(list -> list.perHour(server)).isPresent());
    return known ? day.total() : null;
  }

  private static @Nullable BigDecimal perHour(List<Server> servers, PriceList prices) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Server server : servers) {
      Optional<BigDecimal> price = prices.perHour(server);
      if (price.isEmpty()) {
        return null;
      }
      sum = sum.add(price.get());
    }
    return sum;
  }

  private static BigDecimal soFar(List<ForeignSummary> foreign) {
    return foreign.stream()
        .map(one -> one.bill().soFar())
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static ForeignSummary foreign(ForeignServer foreign, Observation seen) {
    Server server = foreign.server();
    return new ForeignSummary(
        foreign,
        between(server.created(), seen.now()),
        Bill.of(server, seen.prices().known(), seen.now(), null));
  }

  private static List<SourceSummary> sources(PassReport report) {
    Instant end = report.pass().startedAt().plus(report.pass().took());
    return report.sources().stream().map(health -> source(health, end)).toList();
  }

  private static SourceSummary source(SourceHealth health, Instant end) {
    Instant asOf = health.asOf();
    return new SourceSummary(health, asOf == null ? null : between(asOf, end));
  }

  /** Clocks differ: nothing is younger than nothing. */
  private static Duration between(Instant from, Instant to) {
    return from.isAfter(to) ? Duration.ZERO : Duration.between(from, to);
  }
}
