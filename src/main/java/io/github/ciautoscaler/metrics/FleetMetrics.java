package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.ActionEvent;
import io.github.ciautoscaler.report.DecisionEvent;
import io.github.ciautoscaler.report.DecisionStatus;
import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import io.github.ciautoscaler.report.MachineEvent;
import io.github.ciautoscaler.report.OfferingEvent;
import io.github.ciautoscaler.report.ProcessEvent;
import io.github.ciautoscaler.report.SourceEvent;
import io.github.ciautoscaler.report.WarningEvent;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Every meter of the fleet, in a registry of its own that holds {@code autoscaler_*} families only.
 * All of it shows the summary and the events of the passes.
 */
public final class FleetMetrics implements FleetListener {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Families families = new Families(registry);
  private final OriginalFamilies original = new OriginalFamilies(families);
  private final OwnFamilies own = new OwnFamilies(families);
  private final Gauges gauges;
  private final ActionTally tally = new ActionTally(original, own);
  private final InvariantWatch invariants;

  /**
   * @param startedAt when this process started; the last success until there is one, so that a
   *     fresh process is not taken for a stalled one
   */
  public FleetMetrics(MetricsSettings settings, Instant startedAt) {
    this(() -> settings, startedAt);
  }

  /**
   * @param settings asked at every pass, because files may change
   */
  public FleetMetrics(Supplier<MetricsSettings> settings, Instant startedAt) {
    this.gauges = new Gauges(settings, original, own);
    this.invariants = new InvariantWatch(settings);
    original.lastSuccess.set(startedAt.getEpochSecond());
    families
        .info("autoscaler_build", "The running version", "version")
        .setLabelValues(settings.get().version());
  }

  /** Holds {@code autoscaler_*} families only. */
  public PrometheusRegistry registry() {
    return registry;
  }

  @Override
  public synchronized void onUpdate(FleetUpdate update) {
    PassReport report = update.report();
    gauges.show(update);
    observeTimes(report);
    update.events().forEach(entry -> count(report, entry.event()));
    for (DecisionStatus one : update.decisions()) {
      own.decisions
          .labelValues(one.decision().reason().code().name(), String.valueOf(one.begun()))
          .inc();
    }
    invariants
        .breaches(report)
        .forEach(invariant -> own.invariantViolations.labelValues(invariant).inc());
    own.passes.labelValues(report.pass().succeeded() ? "complete" : "incomplete").inc();
  }

  private void count(PassReport report, FleetEvent event) {
    switch (event) {
      case ActionEvent.Ended(var ended, var failures) -> tally.count(report, ended);
      case MachineEvent.Booted(var machine, var pool, Duration took) ->
          original.provisioningDuration.observe(seconds(took));
      case OfferingEvent.CoolDownBegan(Offering offering) ->
          original
              .placementUnavailable
              .labelValues(offering.serverType(), offering.location())
              .inc();
      case ActionEvent.Started _,
          MachineEvent.Appeared _,
          MachineEvent.Changed _,
          MachineEvent.Gone _,
          ProcessEvent _,
          SourceEvent _,
          DecisionEvent _,
          WarningEvent _ -> {}
    }
  }

  private void observeTimes(PassReport report) {
    original.loopDuration.observe(seconds(report.pass().took()));
    report
        .sources()
        .forEach(source -> {
          if (source.took() != null) {
            switch (source.name()) {
              case "gitea" -> original.giteaDuration.observe(seconds(source.took()));
              case "hetzner" -> original.hetznerDuration.observe(seconds(source.took()));
              case "kubernetes" -> original.kubernetesDuration.observe(seconds(source.took()));
              default -> {}
            }
          }
        });
    if (report.pass().succeeded()) {
      original.lastSuccess.set(
          report.pass().startedAt().plus(report.pass().took()).getEpochSecond());
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
