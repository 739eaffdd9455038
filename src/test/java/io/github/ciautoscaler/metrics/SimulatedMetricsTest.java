package io.github.ciautoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.report.EventStream;
import io.github.ciautoscaler.simulator.Autoscaler;
import io.github.ciautoscaler.simulator.EachPass;
import io.github.ciautoscaler.simulator.Scenario;
import io.github.ciautoscaler.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The meters over whole simulated lives of the production loop. */
class SimulatedMetricsTest {

  /** One for each process that was started. */
  private final List<FleetMetrics> processes = new ArrayList<>();

  @Test
  void over_calm_days_what_is_counted_is_what_the_account_was_charged_for() {
    Simulation.Result result =
        Simulation.run(Scenario.calm("calm").lasting(Duration.ofHours(8)), 3, this::watched);
    assertThat(result.violation()).as(result.report()).isEmpty();
    assertThat(processes).hasSize(1);
    Scrape scrape = Scrape.of(processes.getFirst().registry());

    double created = scrape.value("autoscaler_nodes_created_total");
    assertThat(created).isPositive().isLessThanOrEqualTo(result.hours());
    assertThat(scrape.value("autoscaler_nodes_deleted_total")).isEqualTo(created);
    assertThat(scrape.value("autoscaler_runners_deregistered_total"))
        .isGreaterThanOrEqualTo(created);
    assertThat(scrape.value("autoscaler_provisioning_duration_seconds_count")).isEqualTo(created);
    assertThat(scrape.value("autoscaler_loop_duration_seconds_count")).isEqualTo(result.passes());
    assertThat(scrape.value("autoscaler_hetzner_api_duration_seconds_count"))
        .isLessThanOrEqualTo(result.passes());
    assertThat(scrape.value("autoscaler_scale_up_errors_total")).isZero();
    assertThat(scrape.text()).doesNotContain("node=\"ci-runner-");
    assertThat(breaches(processes.getFirst())).isEmpty();
  }

  @Test
  void in_storms_no_promise_is_seen_to_be_broken() {
    for (long seed = 21; seed <= 23; seed++) {
      Simulation.Result result =
          Simulation.run(
              Scenario.stormy("storm").lasting(Duration.ofHours(4)), seed, this::watched);
      assertThat(result.violation()).as(result.report()).isEmpty();
    }

    assertThat(processes).hasSizeGreaterThan(3);
    assertThat(processes).allSatisfy(metrics -> assertThat(breaches(metrics)).isEmpty());
  }

  private Autoscaler watched(Ports ports, ReconcileSettings settings) {
    Autoscaler production = Autoscaler.production(ports, settings);
    AtomicReference<ReconcileSettings> now = new AtomicReference<>(settings);
    FleetMetrics metrics =
        new FleetMetrics(() -> metricsSettings(now.get()), ports.clock().instant());
    processes.add(metrics);
    EventStream passes = new EventStream(List.of(metrics));
    return new EachPass(
        production,
        report -> {
          passes.onPass(report);
          return report;
        },
        now::set);
  }

  private static MetricsSettings metricsSettings(ReconcileSettings now) {
    return new MetricsSettings(
        "1",
        now.plan().maxNodes(),
        now.dryRun(),
        MetricsSettings.Files.readAt(Instant.EPOCH),
        now.plan().times().provisioning());
  }

  private static List<String> breaches(FleetMetrics metrics) {
    Scrape scrape = Scrape.of(metrics.registry());
    return InvariantWatch.INVARIANTS.stream()
        .filter(name ->
            scrape.value("autoscaler_invariant_violations_total{invariant=\"" + name + "\"}") > 0)
        .toList();
  }
}
