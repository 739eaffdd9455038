package io.github.ciautoscaler.metrics;

import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What actions did, by how they ended, and what was decided. */
class EndedActionsMetricsTest {

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
  void a_created_server_counts_once_also_when_the_answer_was_lost() {
    Effect.CreateServer create = create(1);
    passes.onPass(
        ReportBuilder.at(NOW)
            .ended(action(1, Kind.CREATE, create), new Outcome.Created(server(1, NOW)))
            .ended(action(2, Kind.CREATE, create(2)), new Outcome.Unknown("no answer"))
            .build());
    assertThat(value("autoscaler_nodes_created_total")).isEqualTo(1);
    assertThat(value("autoscaler_scale_up_errors_total")).isEqualTo(1);

    passes.onPass(
        ReportBuilder.at(NOW)
            .stored(stored ->
                StoredStates.withLaunches(
                    stored, all -> Map.of(name(2), pendingLaunch("this-run"))))
            .ended(
                action(2, Kind.RESOLVE_LAUNCH, new Effect.FindServer(name(2), NOW)),
                new Outcome.Found(Optional.of(server(2, NOW))))
            .build());
    assertThat(value("autoscaler_nodes_created_total")).isEqualTo(2);
    assertThat(
            value(
                "autoscaler_nodes_created_by_placement_total"
                    + "{location=\"nbg1\",server_type=\"ccx33\"}"))
        .isEqualTo(2);
  }

  @Test
  void a_server_of_an_earlier_run_that_is_found_again_is_not_counted_as_created() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .stored(stored ->
                StoredStates.withLaunches(
                    stored, all -> Map.of(name(2), pendingLaunch("the-run-before"))))
            .ended(
                action(2, Kind.RESOLVE_LAUNCH, new Effect.FindServer(name(2), NOW)),
                new Outcome.Found(Optional.of(server(2, NOW))))
            .build());

    assertThat(value("autoscaler_nodes_created_total")).isEqualTo(0);
  }

  @Test
  void a_placement_without_capacity_counts_when_its_cool_down_begins_and_not_as_an_error() {
    passes.onPass(ReportBuilder.at(NOW).build());
    passes.onPass(
        coolDown(NOW, 300)
            .ended(
                action(1, Kind.CREATE, create(1)),
                new Outcome.PlacementUnavailable("resource_unavailable"))
            .build());
    passes.onPass(coolDown(NOW.plusSeconds(5), 300).build());

    String family =
        "autoscaler_placement_unavailable_total{location=\"nbg1\",server_type=\"ccx33\"}";
    assertThat(value(family)).isEqualTo(1);
    assertThat(value("autoscaler_scale_up_errors_total")).isEqualTo(0);

    passes.onPass(coolDown(NOW.plusSeconds(400), 700).build());
    assertThat(value(family)).isEqualTo(2);
  }

  @Test
  void a_cool_down_of_an_earlier_run_is_not_counted_again() {
    passes.onPass(coolDown(NOW, 300).build());

    assertThat(scrape().text()).doesNotContain("autoscaler_placement_unavailable_total{");
  }

  @Test
  void a_deleted_server_counts_once_however_often_it_was_asked_for() {
    Action remove = action(1, Kind.REMOVE, new Effect.DeleteServer(1001, name(1)));
    passes.onPass(ReportBuilder.at(NOW).ended(remove, new Outcome.Locked("locked")).build());
    assertThat(value("autoscaler_nodes_deleted_total")).isEqualTo(0);
    assertThat(value("autoscaler_scale_down_errors_total")).isEqualTo(1);

    passes.onPass(ReportBuilder.at(NOW).ended(remove, new Outcome.Unknown("cut")).build());
    passes.onPass(ReportBuilder.at(NOW).ended(remove, new Outcome.Gone()).build());
    passes.onPass(ReportBuilder.at(NOW).ended(remove, new Outcome.Done()).build());
    assertThat(value("autoscaler_nodes_deleted_total")).isEqualTo(1);
    assertThat(value("autoscaler_scale_down_errors_total")).isEqualTo(2);
  }

  @Test
  void a_server_that_somebody_else_deleted_is_not_ours_to_count() {
    Action remove = action(1, Kind.REMOVE, new Effect.DeleteServer(1001, name(1)));
    passes.onPass(ReportBuilder.at(NOW).ended(remove, new Outcome.Gone()).build());

    assertThat(value("autoscaler_nodes_deleted_total")).isEqualTo(0);
  }

  @Test
  void a_boot_that_is_given_up_counts_as_deleted_and_as_a_failed_launch() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .ended(
                action(1, Kind.GIVE_UP_BOOT, new Effect.DeleteServer(1001, name(1))),
                new Outcome.Done())
            .build());

    assertThat(value("autoscaler_nodes_deleted_total")).isEqualTo(1);
    assertThat(value("autoscaler_scale_up_errors_total")).isEqualTo(1);
  }

  @Test
  void a_disruption_budget_or_a_job_that_slipped_in_is_no_termination_error() {
    Action evict = action(1, Kind.EVICT, new Effect.EvictPod("ci", "web", "uid"));
    passes.onPass(
        ReportBuilder.at(NOW)
            .ended(evict, new Outcome.Blocked("budget"))
            .ended(evict, new Outcome.Refused("a job runs"))
            .ended(evict, new Outcome.Transient("503"))
            .build());

    assertThat(value("autoscaler_scale_down_errors_total")).isEqualTo(1);
    assertThat(value("autoscaler_actions_total{action=\"evict\",outcome=\"failed\"}")).isEqualTo(3);
  }

  @Test
  void deregistered_runners_and_removed_orphans_are_counted() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .ended(
                action(
                    1,
                    Kind.FINISH,
                    new Effect.DeleteRunner(4),
                    new Effect.DeleteRunner(5),
                    new Effect.DeleteNode(name(1), "uid")),
                new Outcome.Done(),
                new Outcome.Gone(),
                new Outcome.Done())
            .ended(
                action(2, Kind.REMOVE_ORPHAN_NODE, new Effect.DeleteNode(name(2), "uid")),
                new Outcome.Done())
            .build());

    assertThat(value("autoscaler_runners_deregistered_total")).isEqualTo(1);
    assertThat(value("autoscaler_orphaned_nodes_removed_total")).isEqualTo(1);
  }

  @Test
  void decisions_are_counted_by_reason_and_by_whether_something_was_begun() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .started(action(1, Kind.CREATE, create(1)))
            .decided(new Decision("default", null, new Reason(Code.AT_MAX_NODES, "Full.")))
            .build());
    passes.onPass(
        ReportBuilder.at(NOW)
            .mode(PassReport.Mode.DRY_RUN)
            .decided(new Decision(name(2), Kind.CREATE, WHY))
            .build());

    String family = "autoscaler_decisions_total";
    assertThat(value(family + "{done=\"true\",reason=\"QUEUE_EXCEEDS_CAPACITY\"}")).isEqualTo(1);
    assertThat(value(family + "{done=\"false\",reason=\"QUEUE_EXCEEDS_CAPACITY\"}")).isEqualTo(1);
    assertThat(value(family + "{done=\"false\",reason=\"AT_MAX_NODES\"}")).isEqualTo(1);
  }

  private static ReportBuilder coolDown(Instant now, int until) {
    return ReportBuilder.at(now)
        .stored(stored ->
            StoredStates.withCoolDowns(
                stored,
                all ->
                    Map.of(
                        PLACEMENT,
                        new CoolDown(NOW.plusSeconds(until), CoolDown.Cause.SOLD_OUT, ""))));
  }

  private static PendingLaunch pendingLaunch(String process) {
    return new PendingLaunch(
        new LaunchOrder("default", PLACEMENT, Set.of("linux"), null, null),
        NOW,
        process,
        null,
        NOW);
  }

  static Effect.CreateServer create(int number) {
    return new Effect.CreateServer(
        Pools.joining(name(number), null), Pools.ofDefault(5, PLACEMENT), PLACEMENT, Map.of());
  }

  static Action action(int number, Kind kind, Effect... effects) {
    return new Action(name(number), kind, WHY, List.of(effects));
  }

  private double value(String sample) {
    return scrape().value(sample);
  }

  private Scrape scrape() {
    return Scrape.of(metrics.registry());
  }
}
