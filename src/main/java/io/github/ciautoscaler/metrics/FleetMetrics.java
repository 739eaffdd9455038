package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.reconcile.PassListener;
import io.github.ciautoscaler.reconcile.PassReport;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Every meter of the fleet, in a registry of its own that holds {@code autoscaler_*} families only.
 * All of it is derived from the reports of the passes.
 */
public final class FleetMetrics implements PassListener {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Families families = new Families(registry);
  private final OriginalFamilies original = new OriginalFamilies(families);
  private final OwnFamilies own = new OwnFamilies(families);
  private final Gauges gauges;
  private final ActionTally tally = new ActionTally(original, own);
  private final BootClock boots = new BootClock();
  private final CoolDownWatch coolDowns = new CoolDownWatch();
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
  public synchronized void onPass(PassReport report) {
    gauges.show(report);
    observeTimes(report);
    tally.count(report);
    coolDowns
        .begun(report)
        .forEach(offering ->
            original
                .placementUnavailable
                .labelValues(offering.serverType(), offering.location())
                .inc());
    countDecisions(report);
    invariants
        .breaches(report)
        .forEach(invariant -> own.invariantViolations.labelValues(invariant).inc());
    own.passes.labelValues(report.succeeded() ? "complete" : "incomplete").inc();
  }

  private void countDecisions(PassReport report) {
    for (Decision decision : report.plan().decisions()) {
      own.decisions
          .labelValues(decision.reason().code().name(), String.valueOf(report.isStarted(decision)))
          .inc();
    }
  }

  private void observeTimes(PassReport report) {
    original.loopDuration.observe(seconds(report.took()));
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
    boots
        .done(report.fleet())
        .forEach(boot -> original.provisioningDuration.observe(seconds(boot)));
    if (report.succeeded()) {
      original.lastSuccess.set(report.startedAt().plus(report.took()).getEpochSecond());
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
