package io.github.ciautoscaler.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Notes.CoolDown;
import io.github.ciautoscaler.fleet.Notes.Pause;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Assignment.Serving;
import io.github.ciautoscaler.reconcile.PassReport;
import io.prometheus.metrics.core.metrics.Gauge;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sets every gauge from the latest report. What is not known keeps its last value, because unknown
 * is never zero; {@code autoscaler_source_up} and its age tell that it is old.
 */
final class Gauges {

  private static final String LINUX = "linux";

  private final Supplier<MetricsSettings> settings;
  private final OriginalFamilies original;
  private final OwnFamilies own;
  private final NodeSeries ages;
  private final NodeSeries idle;
  private final NodeSeries cost;
  private final NodeSeries foreignCost;

  Gauges(Supplier<MetricsSettings> settings, OriginalFamilies original, OwnFamilies own) {
    this.settings = settings;
    this.original = original;
    this.own = own;
    this.ages = new NodeSeries(original.nodeAge);
    this.idle = new NodeSeries(original.nodeIdle);
    this.cost = new NodeSeries(own.costPerHour);
    this.foreignCost = new NodeSeries(own.foreignCost);
    showStates(Map.of());
    own.maxNodes.set(settings.get().maxNodes());
    set(own.dryRun, settings.get().dryRun());
    set(own.paused, false);
    set(own.leader, false);
  }

  void show(PassReport report) {
    FleetState fleet = report.fleet();
    showMachines(fleet);
    showJobs(report);
    showSources(report);
    showMoney(fleet);
    showMode(report);
    original.desiredNodes.set(report.plan().desiredNodes());
    showOfferings(fleet);
    own.warnings.set(report.plan().warnings().size());
    own.lastPass.set(report.startedAt().getEpochSecond());
  }

  private void showMachines(FleetState fleet) {
    Instant now = fleet.seen().now();
    showStates(fleet.machines().stream().collect(groupingBy(OriginalState::of, counting())));
    Map<String, Double> age = new HashMap<>();
    Map<String, Double> rest = new HashMap<>();
    for (Machine machine : fleet.machines()) {
      if (machine.server() != null) {
        age.put(machine.name(), wholeSeconds(machine.server().created(), now));
      } else if (machine.node() != null) {
        age.put(machine.name(), wholeSeconds(machine.node().created(), now));
      }
      if (machine.isIdle()) {
        rest.put(machine.name(), wholeSeconds(machine.phase().since(), now));
      }
    }
    ages.show(age);
    idle.show(rest);
  }

  /** Each of the six has its series, also while no machine is so. */
  private void showStates(Map<OriginalState, Long> counts) {
    for (OriginalState state : OriginalState.values()) {
      original.managedNodes.labelValues(state.metricWord()).set(counts.getOrDefault(state, 0L));
    }
  }

  private void showOfferings(FleetState fleet) {
    for (CoolDown.Cause cause : CoolDown.Cause.values()) {
      own.offeringsCoolingDown
          .labelValues(cause.word())
          .set(
              fleet.seen().notes().coolDowns().values().stream()
                  .filter(one -> one.cause() == cause && one.holds(fleet.seen().now()))
                  .count());
    }
  }

  private void showJobs(PassReport report) {
    Observation seen = report.fleet().seen();
    List<Assignment> assignments = report.plan().jobs();
    seen.queued()
        .known()
        .ifPresent(queued -> {
          own.jobsQueued.set(queued.size());
          own.jobsUnservable.set(
              assignments.stream().filter(v -> v.serving() == Serving.UNSERVABLE).count());
          original.jobsWaiting.set(assignments.stream().filter(Gauges::isOriginalsToCount).count());
        });
    seen.blocked().known().ifPresent(own.jobsBlocked::set);
    Set<Long> ourRunners =
        report.fleet().machines().stream()
            .flatMap(machine -> machine.runnerIds().stream())
            .collect(Collectors.toSet());
    seen.running()
        .known()
        .ifPresent(running -> {
          own.jobsRunning.set(running.size());
          original.jobsRunning.set(
              running.stream().filter(job -> isOriginalsToCount(job, ourRunners)).count());
        });
    Instant oldest =
        report.fleet().conditions().queuedSince().values().stream()
            .min(Instant::compareTo)
            .orElse(seen.now());
    own.queueOldest.set(wholeSeconds(oldest, seen.now()));
  }

  /** The original counts what asks for linux; we also count what a pool of ours serves. */
  private static boolean isOriginalsToCount(Assignment verdict) {
    return verdict.job().labels().contains(LINUX)
        || switch (verdict.serving()) {
          case FREE_RUNNER, PROVISIONING, PURCHASED, WAITS -> true;
          case UNSERVABLE, IGNORED -> false;
        };
  }

  private static boolean isOriginalsToCount(Job job, Set<Long> ourRunners) {
    return job.labels().contains(LINUX)
        || job.runnerId() != null && ourRunners.contains(job.runnerId());
  }

  private void showSources(PassReport report) {
    Observation seen = report.fleet().seen();
    report
        .sources()
        .forEach(source -> {
          set(own.sourceUp.labelValues(source.name()), source.ok());
          if (source.asOf() != null) {
            own.sourceAge
                .labelValues(source.name())
                .set(seconds(source.asOf(), report.startedAt().plus(report.took())));
          }
        });
    own.requestsRemaining.set(seen.budget().remaining());
    own.requestsLimit.set(seen.budget().limit());
    seen.cluster().known().ifPresent(info -> own.missingPermissions.set(info.denied().size()));
  }

  private void showForeign(FleetState fleet) {
    own.foreignServers.set(fleet.foreign().size());
    Instant oldest = fleet.seen().now();
    for (ForeignServer foreign : fleet.foreign()) {
      Instant created = foreign.server().created();
      oldest = created.isBefore(oldest) ? created : oldest;
    }
    own.foreignAge.set(seconds(oldest, fleet.seen().now()));
  }

  private void showMoney(FleetState fleet) {
    showForeign(fleet);
    Optional<PriceList> prices = fleet.seen().prices().known();
    if (prices.isEmpty()) {
      return;
    }
    List<Optional<BigDecimal>> hourly =
        fleet.machines().stream()
            .filter(machine -> machine.server() != null)
            .map(machine -> prices.flatMap(list -> perHour(list, machine)))
            .toList();
    boolean allKnown = hourly.stream().allMatch(Optional::isPresent);
    double sum =
        hourly.stream().flatMap(Optional::stream).mapToDouble(BigDecimal::doubleValue).sum();
    cost.show(allKnown ? Map.of(prices.get().currency(), sum) : Map.of());
    double foreign =
        fleet.foreign().stream()
            .mapToDouble(one -> soFar(prices.get(), one, fleet.seen().now()))
            .sum();
    foreignCost.show(Map.of(prices.get().currency(), foreign));
  }

  private static Optional<BigDecimal> perHour(PriceList prices, Machine machine) {
    return Optional.ofNullable(machine.server()).flatMap(prices::perHour);
  }

  private static double soFar(PriceList prices, ForeignServer foreign, Instant now) {
    return prices.perHour(foreign.server()).map(BigDecimal::doubleValue).orElse(0.0)
        * BillingHour.startedHours(foreign.server().created(), now);
  }

  private void showMode(PassReport report) {
    Observation seen = report.fleet().seen();
    Pause pause = seen.notes().pause();
    set(own.paused, pause != null && pause.holds(seen.now()));
    set(own.leader, report.mode() != PassReport.Mode.NOT_LEADER);
    own.maxNodes.set(settings.get().maxNodes());
    set(own.dryRun, settings.get().dryRun() || report.mode() == PassReport.Mode.DRY_RUN);
    Set<String> inFlight = new HashSet<>(seen.inFlight());
    report.started().stream().map(Action::machine).forEach(inFlight::add);
    own.actionsInFlight.set(inFlight.size());
  }

  private static void set(Gauge gauge, boolean value) {
    gauge.set(value ? 1 : 0);
  }

  private static void set(io.prometheus.metrics.core.datapoints.GaugeDataPoint point, boolean on) {
    point.set(on ? 1 : 0);
  }

  private static double wholeSeconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).getSeconds());
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1e3);
  }
}
