package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.HookStatus;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.SourceHealth;
import io.github.ciautoscaler.report.CostSummary;
import io.github.ciautoscaler.report.FleetSummary;
import io.github.ciautoscaler.report.FleetUpdate;
import io.github.ciautoscaler.report.ForeignSummary;
import io.github.ciautoscaler.report.MachineSummary;
import io.github.ciautoscaler.report.SourceSummary;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets every gauge from the latest summary. What is not known keeps its last value, because unknown
 * is never zero; {@code autoscaler_source_up} and its age tell that it is old.
 */
final class Gauges {

  private final Supplier<MetricsSettings> settings;
  private final OriginalFamilies original;
  private final OwnFamilies own;
  private final JobGauges jobs;
  private final PoolGauges pools;
  private final NodeSeries ages;
  private final NodeSeries idle;
  private final NodeSeries cost;
  private final NodeSeries today;
  private final NodeSeries limits;
  private final NodeSeries foreignCost;
  private HookStatus.Counts deliveries = HookStatus.OFF.counts();

  Gauges(Supplier<MetricsSettings> settings, OriginalFamilies original, OwnFamilies own) {
    this.settings = settings;
    this.original = original;
    this.own = own;
    this.jobs = new JobGauges(original, own);
    this.pools = new PoolGauges(own);
    this.ages = new NodeSeries(original.nodeAge);
    this.idle = new NodeSeries(original.nodeIdle);
    this.cost = new NodeSeries(own.costPerHour);
    this.today = new NodeSeries(own.costToday);
    this.limits = new NodeSeries(own.limit);
    this.foreignCost = new NodeSeries(own.foreignCost);
    for (OriginalState state : OriginalState.values()) {
      original.managedNodes.labelValues(state.metricWord()).set(0);
    }
    own.maxNodes.set(settings.get().maxNodes());
    showFiles(settings.get().files());
    set(own.dryRun, settings.get().dryRun());
    set(own.paused, false);
    set(own.leader, false);
  }

  void show(FleetUpdate update) {
    PassReport report = update.report();
    FleetSummary summary = update.summary();
    showMachines(summary);
    jobs.show(update);
    pools.show(summary.pools());
    summary.sources().forEach(this::showSource);
    showLimits(report.fleet().seen());
    showForeign(summary.foreign());
    showMoney(summary.cost());
    showMode(report, summary);
    original.desiredNodes.set(report.plan().desiredNodes());
    showOfferings(report.fleet().seen());
    own.warnings.set(report.plan().warnings().size());
    showHook(report.standing().hook());
    showFiles(settings.get().files());
    own.lastPass.set(report.pass().startedAt().getEpochSecond());
  }

  private void showMachines(FleetSummary summary) {
    summary
        .byState()
        .forEach(
            (state, count) -> original.managedNodes.labelValues(state.metricWord()).set(count));
    Map<String, Double> age = new HashMap<>();
    Map<String, Double> rest = new HashMap<>();
    for (MachineSummary machine : summary.machines()) {
      Instant created = created(machine.machine());
      if (created != null) {
        age.put(machine.name(), wholeSeconds(created, summary.at()));
      }
      if (machine.state() == OriginalState.IDLE) {
        rest.put(machine.name(), wholeSeconds(machine.since(), summary.at()));
      }
    }
    ages.show(age);
    idle.show(rest);
  }

  private static @Nullable Instant created(Machine machine) {
    if (machine.server() != null) {
      return machine.server().created();
    }
    return machine.node() == null ? null : machine.node().created();
  }

  /** Counted where it is taken, by this process; shown is what came since the pass before. */
  private void showHook(HookStatus hook) {
    HookStatus.Counts now = hook.counts();
    set(own.webhookWorking, hook.trusted());
    own.webhookDeliveries.labelValues("taken").inc(since(deliveries.taken(), now.taken()));
    own.webhookDeliveries.labelValues("refused").inc(since(deliveries.refused(), now.refused()));
    own.webhookMissed.inc(since(deliveries.missed(), now.missed()));
    deliveries = now;
  }

  private static long since(long before, long now) {
    return Math.max(0, now - before);
  }

  private void showFiles(MetricsSettings.Files files) {
    set(own.configRefused, files.refused());
    own.configRestartNeeded.set(files.restartNeeded());
    own.configLoaded.set(files.loadedAt().getEpochSecond());
  }

  private void showOfferings(Observation seen) {
    for (CoolDown.Cause cause : CoolDown.Cause.values()) {
      own.offeringsCoolingDown
          .labelValues(cause.word())
          .set(
              seen.stored().health().coolDowns().values().stream()
                  .filter(one -> one.cause() == cause && one.holds(seen.now()))
                  .count());
    }
  }

  private void showSource(SourceSummary source) {
    SourceHealth health = source.health();
    set(own.sourceUp.labelValues(health.name()), health.ok());
    if (source.age() != null) {
      own.sourceAge.labelValues(health.name()).set(seconds(source.age()));
    }
  }

  private void showLimits(Observation seen) {
    own.requestsRemaining.set(seen.budget().remaining());
    own.requestsLimit.set(seen.budget().limit());
    seen.clusterInfo().ifPresent(info -> own.missingPermissions.set(info.denied().size()));
  }

  private void showForeign(List<ForeignSummary> foreign) {
    own.foreignServers.set(foreign.size());
    own.foreignAge.set(
        seconds(
            foreign.stream()
                .map(ForeignSummary::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)));
  }

  private void showMoney(CostSummary money) {
    String currency = money.currency();
    if (currency != null) {
      cost.show(amount(currency, money.perHour()));
      today.show(amount(currency, money.today()));
      foreignCost.show(Map.of(currency, money.foreign().doubleValue()));
    }
  }

  private static Map<String, Double> amount(String currency, @Nullable BigDecimal amount) {
    return amount == null ? Map.of() : Map.of(currency, amount.doubleValue());
  }

  private void showCaps(PlanSettings.Caps caps) {
    Map<String, Double> set = new HashMap<>();
    if (caps.jobs() != null) {
      set.put("jobs", caps.jobs().doubleValue());
    }
    if (caps.spend().perHour() != null) {
      set.put("spend_per_hour", caps.spend().perHour().doubleValue());
    }
    if (caps.spend().perDay() != null) {
      set.put("spend_per_day", caps.spend().perDay().doubleValue());
    }
    limits.show(set);
  }

  private void showMode(PassReport report, FleetSummary summary) {
    set(own.paused, summary.pause() != null);
    set(own.leader, summary.leads());
    own.maxNodes.set(settings.get().maxNodes());
    showCaps(settings.get().caps());
    set(own.dryRun, settings.get().dryRun() || report.mode() == PassReport.Mode.DRY_RUN);
    Set<String> inFlight = new HashSet<>(report.fleet().seen().inFlight());
    report.started().stream().map(Action::machine).forEach(inFlight::add);
    own.actionsInFlight.set(inFlight.size());
  }

  private static void set(GaugeDataPoint gauge, boolean on) {
    gauge.set(on ? 1 : 0);
  }

  private static double wholeSeconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).getSeconds());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
