package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PoolHealth;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.PoolSummary.Health;
import io.github.ciautoscaler.report.PoolSummary.OfferingSummary;
import io.github.ciautoscaler.report.PoolSummary.SlotCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums up each pool: those of the configuration in their order, then those that it lacks. */
record PoolSummarizer(PassReport report, List<MachineSummary> machines) {

  List<PoolSummary> pools() {
    List<PoolSummary> pools = new ArrayList<>();
    report.plan().pools().forEach(outlook -> pools.add(configured(outlook)));
    List<String> known = pools.stream().map(PoolSummary::name).toList();
    machines.stream()
        .map(MachineSummary::pool)
        .filter(name -> !known.contains(name))
        .distinct()
        .sorted()
        .forEach(name -> pools.add(removed(name)));
    return pools;
  }

  private PoolSummary configured(PoolOutlook outlook) {
    Pool pool = outlook.pool();
    Integer wanted = seen().queued().wasRead() ? outlook.wanted() : null;
    return new PoolSummary(
        pool.name(),
        pool,
        FleetSummary.count(of(pool.name())),
        slots(pool.name(), ordered(pool), wanted),
        new PoolSummary.Launching(
            pool.offerings().stream().map(offering -> offering(offering, pool)).toList(),
            health(pool.name(), outlook.bootBackOffUntil()),
            outlook.against(),
            outlook.pods()));
  }

  private PoolSummary removed(String name) {
    Reason reason =
        new Reason(Reason.Code.POOL_REMOVED, "The configuration lacks it; its machines go.");
    return new PoolSummary(
        name,
        null,
        FleetSummary.count(of(name)),
        slots(name, 0, 0),
        new PoolSummary.Launching(List.of(), health(name, null), reason, null));
  }

  private List<MachineSummary> of(String pool) {
    return machines.stream().filter(machine -> machine.pool().equals(pool)).toList();
  }

  /** Slots of machines that this pass began to launch, which the fleet does not have yet. */
  private int ordered(Pool pool) {
    long launches =
        report.started().stream()
            .filter(action -> pool.name().equals(action.launchesFor()))
            .count();
    return Math.toIntExact(launches) * pool.slots();
  }

  private SlotCounts slots(String pool, int ordered, @Nullable Integer wanted) {
    int busy = 0;
    int idle = 0;
    int coming = ordered;
    for (MachineSummary summary : of(pool)) {
      Machine machine = summary.machine();
      int count = machine.slots().count();
      int works = Math.min(count, machine.jobs().size());
      busy += works;
      switch (machine.phase()) {
        case Phase.Launching _ -> coming += count - works;
        case Phase.InService _ -> idle += count - works;
        case Phase.Terminating _ -> {}
      }
    }
    return new SlotCounts(busy, idle, coming, wanted);
  }

  private OfferingSummary offering(Offering offering, Pool pool) {
    CoolDown coolDown = seen().stored().health().coolDowns().get(offering);
    return new OfferingSummary(
        offering,
        seen()
            .prices()
            .known()
            .flatMap(list -> list.perHour(offering, pool.template().access().publicIpv4()))
            .orElse(null),
        coolDown != null && coolDown.holds(seen().now()) ? coolDown : null);
  }

  private Health health(String pool, @Nullable Instant bootBackOffUntil) {
    PoolHealth health = seen().stored().health().pool(pool);
    BackOff stop = health.refusal();
    return new Health(
        health.bootFailures().inARow(),
        bootBackOffUntil,
        stop != null && stop.holds(seen().now()) ? stop : null,
        seen().stored().wishes().poolPause(pool, seen().now()));
  }

  private Observation seen() {
    return report.fleet().seen();
  }
}
