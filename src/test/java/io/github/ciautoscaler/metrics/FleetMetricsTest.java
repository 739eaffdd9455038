package io.github.ciautoscaler.metrics;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.provisioning;
import static io.github.ciautoscaler.reconcile.Machines.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final Offering PLACEMENT = new Offering("ccx33", "nbg1");
  private static final Reason WHY = new Reason(Code.QUEUE_EXCEEDS_CAPACITY, "Two jobs wait.");

  private final FleetMetrics metrics =
      new FleetMetrics(
          new MetricsSettings(
              "1.0.0",
              5,
              false,
              MetricsSettings.Files.readAt(Instant.EPOCH),
              Duration.ofMinutes(10)),
          NOW.minusSeconds(30));
  private final EventStream passes = new EventStream(List.of(metrics));

  @Test
  void nodes_are_counted_by_state_and_aged_in_whole_seconds() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .machine(provisioning(1, NOW.minusMillis(61_900)))
            .machine(busy(2, HOUR_AGO, job(7, 2L, "linux")))
            .machine(idle(3, HOUR_AGO, NOW.minusSeconds(40)))
            .desired(4)
            .build());

    assertThat(value("autoscaler_managed_nodes{state=\"provisioning\"}")).isEqualTo(1);
    assertThat(value("autoscaler_managed_nodes{state=\"busy\"}")).isEqualTo(1);
    assertThat(value("autoscaler_managed_nodes{state=\"removing\"}")).isEqualTo(0);
    assertThat(value("autoscaler_node_age_seconds{node=\"" + name(1) + "\"}")).isEqualTo(61);
    assertThat(value("autoscaler_node_idle_seconds{node=\"" + name(3) + "\"}")).isEqualTo(40);
    assertThat(value("autoscaler_desired_nodes")).isEqualTo(4);
  }

  @Test
  void series_of_gone_nodes_vanish() {
    String age = "autoscaler_node_age_seconds{node=\"" + name(3) + "\"}";
    String rest = "autoscaler_node_idle_seconds{node=\"" + name(3) + "\"}";
    passes.onPass(ReportBuilder.at(NOW).machine(idle(3, HOUR_AGO, NOW)).build());
    assertThat(scrape().has(age)).isTrue();

    passes.onPass(ReportBuilder.at(NOW).machine(busy(3, HOUR_AGO, job(7, 3L, "linux"))).build());
    assertThat(scrape().has(age)).isTrue();
    assertThat(scrape().has(rest)).isFalse();

    passes.onPass(ReportBuilder.at(NOW).build());
    assertThat(scrape().has(age)).isFalse();
  }

  @Test
  void waiting_jobs_are_the_queued_ones_that_ask_for_linux_or_that_a_pool_serves() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .queued(finding(1, Standing.WAITS, "linux"))
            .queued(finding(2, Standing.UNSERVABLE, "linux", "arm64"))
            .queued(finding(3, Standing.PROVISIONING, "ubuntu-latest"))
            .queued(finding(4, Standing.UNSERVABLE, "windows"))
            .queued(finding(5, Standing.IGNORED))
            .blocked(3)
            .running(NOW, job(7, 9L, "windows"), job(8, 9L, "linux"))
            .build());

    assertThat(value("autoscaler_linux_jobs_waiting")).isEqualTo(3);
    assertThat(value("autoscaler_linux_jobs_running")).isEqualTo(1);
    assertThat(value("autoscaler_jobs_queued")).isEqualTo(5);
    assertThat(value("autoscaler_jobs_blocked")).isEqualTo(3);
    assertThat(value("autoscaler_jobs_running")).isEqualTo(2);
    assertThat(value("autoscaler_jobs_unservable")).isEqualTo(2);
  }

  @Test
  void what_is_not_known_keeps_its_last_value() {
    passes.onPass(
        ReportBuilder.at(NOW).queued(finding(1, Standing.WAITS, "linux")).blocked(2).build());
    passes.onPass(
        ReportBuilder.at(NOW.plusSeconds(5))
            .queueUnknown()
            .failed(ReportBuilder.down("gitea", NOW))
            .build());

    assertThat(value("autoscaler_linux_jobs_waiting")).isEqualTo(1);
    assertThat(value("autoscaler_jobs_blocked")).isEqualTo(2);
    assertThat(value("autoscaler_source_up{source=\"gitea\"}")).isEqualTo(0);
    assertThat(value("autoscaler_source_age_seconds{source=\"gitea\"}")).isEqualTo(5.12);
    assertThat(value("autoscaler_passes_total{outcome=\"incomplete\"}")).isEqualTo(1);
  }

  @Test
  void a_boot_is_timed_from_the_servers_creation_to_its_first_runner_and_once() {
    passes.onPass(ReportBuilder.at(NOW).machine(provisioning(1, NOW)).build());
    Instant later = NOW.plusSeconds(100);
    passes.onPass(ReportBuilder.at(later).machine(idle(1, NOW, later)).build());
    passes.onPass(ReportBuilder.at(later.plusSeconds(5)).machine(idle(1, NOW, later)).build());
    passes.onPass(ReportBuilder.at(later).machine(idle(2, HOUR_AGO, later)).build());

    assertThat(value("autoscaler_provisioning_duration_seconds_count")).isEqualTo(1);
    assertThat(value("autoscaler_provisioning_duration_seconds_sum")).isEqualTo(100);
    assertThat(value("autoscaler_provisioning_duration_seconds_bucket{le=\"120\"}")).isEqualTo(1);
    assertThat(value("autoscaler_provisioning_duration_seconds_bucket{le=\"90\"}")).isEqualTo(0);
  }

  @Test
  void money_is_shown_with_its_currency_and_is_absent_while_a_price_is_unknown() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .machine(idle(1, HOUR_AGO, NOW))
            .machine(provisioning(2, NOW))
            .foreign(new ForeignServer(server(9, NOW.minusSeconds(3 * 3600 + 60)), "other"))
            .build());
    assertThat(value("autoscaler_cost_per_hour{currency=\"EUR\"}")).isEqualTo(0.2016);
    assertThat(value("autoscaler_foreign_servers")).isEqualTo(1);
    assertThat(value("autoscaler_foreign_servers_cost{currency=\"EUR\"}")).isEqualTo(4 * 0.1008);

    passes.onPass(
        ReportBuilder.at(NOW).machine(withoutPrice()).machine(provisioning(2, NOW)).build());
    assertThat(scrape().has("autoscaler_cost_per_hour{currency=\"EUR\"}")).isFalse();
  }

  @Test
  void mode_limits_and_permissions_are_shown() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .mode(PassReport.Mode.PAUSED)
            .stored(stored -> StoredStates.withPause(stored, new Pause(NOW, null, "kernel bug")))
            .budget(3600, 3511)
            .inFlight(name(1), name(2))
            .started(
                EndedActionsMetricsTest.action(2, Kind.CREATE, EndedActionsMetricsTest.create(2)))
            .cluster(
                new ClusterInfo(
                    "v1.34.2+k3s1", null, Set.of(), Map.of(Permission.LEASES, "rules: ...")))
            .warning("SOURCE_UNKNOWN", "Not known for now.")
            .queuedSince(Set.of("linux"), NOW.minusSeconds(75))
            .build());

    assertThat(value("autoscaler_paused")).isEqualTo(1);
    assertThat(value("autoscaler_leader")).isEqualTo(1);
    assertThat(value("autoscaler_dry_run")).isEqualTo(0);
    assertThat(value("autoscaler_max_nodes")).isEqualTo(5);
    assertThat(value("autoscaler_hetzner_requests_remaining")).isEqualTo(3511);
    assertThat(value("autoscaler_hetzner_requests_limit")).isEqualTo(3600);
    assertThat(value("autoscaler_actions_in_flight")).isEqualTo(2);
    assertThat(value("autoscaler_missing_permissions")).isEqualTo(1);
    assertThat(value("autoscaler_warnings")).isEqualTo(1);
    assertThat(value("autoscaler_queue_oldest_seconds")).isEqualTo(75);
    assertThat(value("autoscaler_build_info{version=\"1.0.0\"}")).isEqualTo(1);
  }

  @Test
  void each_pool_has_its_machines_and_slots_and_a_gone_one_has_no_series() {
    Pool pool = Pools.ofDefault(5, PLACEMENT);
    PoolOutlook three = new PoolOutlook(pool, 3, null, null);
    passes.onPass(ReportBuilder.at(NOW).pool(three).machine(idle(3, HOUR_AGO, NOW)).build());

    assertThat(value("autoscaler_pool_machines{pool=\"default\",state=\"idle\"}")).isEqualTo(1);
    assertThat(value("autoscaler_pool_machines{pool=\"default\",state=\"busy\"}")).isEqualTo(0);
    assertThat(value("autoscaler_pool_slots{pool=\"default\",state=\"idle\"}")).isEqualTo(1);
    assertThat(value("autoscaler_pool_slots{pool=\"default\",state=\"wanted\"}")).isEqualTo(3);

    PoolOutlook none = new PoolOutlook(pool, 0, null, null);
    passes.onPass(ReportBuilder.at(NOW).pool(none).queueUnknown().build());
    assertThat(value("autoscaler_pool_slots{pool=\"default\",state=\"wanted\"}")).isEqualTo(3);
    assertThat(value("autoscaler_pool_slots{pool=\"default\",state=\"idle\"}")).isEqualTo(0);

    passes.onPass(ReportBuilder.at(NOW).build());
    assertThat(scrape().families()).contains("# TYPE autoscaler_managed_nodes gauge");
    assertThat(scrape().has("autoscaler_pool_machines{pool=\"default\",state=\"idle\"}")).isFalse();
    assertThat(scrape().has("autoscaler_pool_slots{pool=\"default\",state=\"wanted\"}")).isFalse();
  }

  @Test
  void a_file_of_settings_that_is_refused_is_seen() {
    MetricsSettings.Files refused = new MetricsSettings.Files(NOW.minusSeconds(60), true, 2);
    FleetMetrics told =
        new FleetMetrics(
            () -> new MetricsSettings("1.0.0", 5, false, refused, Duration.ofMinutes(10)), NOW);
    Scrape scrape = Scrape.of(told.registry());

    assertThat(scrape.value("autoscaler_config_reload_failed")).isEqualTo(1);
    assertThat(scrape.value("autoscaler_config_restart_needed")).isEqualTo(2);
    assertThat(scrape.value("autoscaler_config_last_reload_success_timestamp_seconds"))
        .isEqualTo(NOW.minusSeconds(60).getEpochSecond());
  }

  private static io.github.ciautoscaler.fleet.Machine withoutPrice() {
    var known = idle(1, HOUR_AGO, NOW);
    var server = server(1, HOUR_AGO);
    return new io.github.ciautoscaler.fleet.Machine(
        new io.github.ciautoscaler.fleet.Machine.Id(known.name(), known.pool(), known.ownership()),
        new io.github.ciautoscaler.fleet.Machine.Faces(
            new io.github.ciautoscaler.fleet.Server(
                server.id(),
                server.metadata(),
                server.status(),
                new io.github.ciautoscaler.fleet.Server.Paid(
                    server.created(),
                    new Offering("cx-new", server.offering().location()),
                    true,
                    null),
                io.github.ciautoscaler.fleet.Server.Addresses.NONE),
            known.node(),
            known.pods(),
            known.runners()),
        known.slots(),
        known.pendingLaunch(),
        known.phase());
  }

  private static Assignment finding(long id, Standing standing, String... labels) {
    return new Assignment(
        job(id, null, labels), standing, null, new Reason(Code.CAPACITY_SUFFICES, "..."));
  }

  private double value(String sample) {
    return scrape().value(sample);
  }

  private Scrape scrape() {
    return Scrape.of(metrics.registry());
  }
}
