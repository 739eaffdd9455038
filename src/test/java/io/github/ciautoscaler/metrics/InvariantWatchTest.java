package io.github.ciautoscaler.metrics;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.provisioning;
import static io.github.ciautoscaler.reconcile.Machines.runner;
import static io.github.ciautoscaler.reconcile.Machines.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvariantWatchTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final Job JOB = job(7, 1L, "linux");

  private final InvariantWatch watch =
      new InvariantWatch(() ->
          new MetricsSettings(
              "1", 2, false, MetricsSettings.Files.readAt(Instant.EPOCH), Duration.ofMinutes(10)));

  @Test
  void a_healthy_pass_breaks_nothing() {
    assertBreaches(
        ReportBuilder.at(NOW)
            .machine(busy(1, HOUR_AGO, JOB))
            .running(NOW, JOB)
            .started(action(2, Kind.CREATE, create(2))));
    assertBreaches(
        ReportBuilder.at(NOW)
            .machine(idle(1, HOUR_AGO, NOW))
            .started(
                action(
                    1,
                    Kind.REMOVE,
                    new Effect.VerifyUnoccupied(Set.of(1L), Set.of(), true),
                    new Effect.DeleteServer(1001, name(1)))));
  }

  @Test
  void S1_a_busy_machine_is_being_deleted() {
    assertBreaches(ReportBuilder.at(NOW).machine(busy(1, HOUR_AGO, JOB)).started(removal(1)), "S1");
  }

  @Test
  void S1_is_not_broken_by_an_operators_force() {
    NodeAnnotations forced = NodeAnnotations.of(Map.of(NodeAnnotations.DRAIN, NOW + " force"));
    assertBreaches(
        ReportBuilder.at(NOW).machine(busy(1, HOUR_AGO, JOB, forced)).started(removal(1)));
  }

  @Test
  void S1_a_job_still_runs_by_a_reading_taken_after_its_server_was_deleted() {
    assertBreaches(
        ReportBuilder.at(NOW)
            .machine(idle(1, HOUR_AGO, NOW))
            .running(NOW.minusSeconds(2), JOB)
            .ended(removal(1), new Outcome.Done()));
    assertBreaches(ReportBuilder.at(NOW.plusSeconds(5)).running(NOW.plusSeconds(4), JOB), "S1");
    assertBreaches(ReportBuilder.at(NOW.plusSeconds(10)).running(NOW.plusSeconds(9), JOB));
  }

  @Test
  void S2_a_foreign_server_or_a_permanent_runner_is_touched() {
    assertBreaches(
        ReportBuilder.at(NOW)
            .foreign(new ForeignServer(server(9, HOUR_AGO), "other"))
            .started(removal(9)),
        "S2");
    assertBreaches(
        ReportBuilder.at(NOW)
            .permanent(runner(4))
            .started(action(1, Kind.DEREGISTER, new Effect.DisableRunner(4))),
        "S2");
  }

  @Test
  void S3_a_create_is_started_beyond_the_maximum() {
    assertBreaches(
        ReportBuilder.at(NOW)
            .machine(idle(1, HOUR_AGO, NOW))
            .machine(idle(2, HOUR_AGO, NOW))
            .started(action(3, Kind.CREATE, create(3))),
        "S3");
  }

  @Test
  void S3_an_excess_that_was_found_is_no_breach_while_nothing_is_launched() {
    assertBreaches(
        ReportBuilder.at(NOW)
            .machine(idle(1, HOUR_AGO, NOW))
            .machine(idle(2, HOUR_AGO, NOW))
            .machine(idle(3, HOUR_AGO, NOW)));
  }

  @Test
  void S4_a_machine_is_deleted_while_running_jobs_are_unknown_and_without_a_fresh_look() {
    assertBreaches(
        ReportBuilder.at(NOW).machine(idle(1, HOUR_AGO, NOW)).runningUnknown().started(removal(1)),
        "S4");
  }

  @Test
  void S5_a_server_without_a_node_outlives_twice_the_provisioning_timeout_and_counts_once() {
    ReportBuilder young = ReportBuilder.at(NOW).machine(provisioning(1, NOW.minusSeconds(1199)));
    assertBreaches(young);
    ReportBuilder old = ReportBuilder.at(NOW).machine(provisioning(1, NOW.minusSeconds(1201)));
    assertBreaches(old, "S5");
    assertBreaches(old);
  }

  @ParameterizedTest
  @EnumSource(names = {"STRANGER_WORKS", "UNSEEN_RUNNER"})
  void S5_a_server_that_is_said_to_stay_for_a_job_is_not_forgotten(Code why) {
    Machine old = provisioning(1, NOW.minusSeconds(3600));

    assertBreaches(ReportBuilder.at(NOW).machine(old).reason(old.name(), why, "It stays."));
    assertBreaches(ReportBuilder.at(NOW.plusSeconds(1199)).machine(old));
    assertBreaches(ReportBuilder.at(NOW.plusSeconds(1201)).machine(old), "S5");
  }

  @Test
  void S5_is_judged_by_lists_that_are_newer_than_the_removal_that_just_ended() {
    ReportBuilder atItsEnd =
        ReportBuilder.at(NOW)
            .machine(provisioning(1, NOW.minusSeconds(3600)))
            .ended(removal(1), new Outcome.Done());
    assertBreaches(atItsEnd);
    assertBreaches(ReportBuilder.at(NOW).machine(provisioning(1, NOW.minusSeconds(3600))), "S5");
  }

  @ParameterizedTest
  @EnumSource(names = {"DRY_RUN", "NOT_LEADER", "OBSERVING_AFTER_START", "PAUSED"})
  void S6_something_new_is_started_by_one_that_may_not(Mode mode) {
    assertBreaches(
        ReportBuilder.at(NOW).mode(mode).started(action(1, Kind.CREATE, create(1))), "S6");
  }

  @Test
  void S6_a_pause_lets_later_steps_finish() {
    assertBreaches(
        ReportBuilder.at(NOW)
            .mode(Mode.PAUSED)
            .machine(idle(1, HOUR_AGO, NOW))
            .started(removal(1)));
  }

  private void assertBreaches(ReportBuilder report, String... expected) {
    assertThat(watch.breaches(report.build())).containsExactly(expected);
  }

  private static Action removal(int number) {
    return action(number, Kind.REMOVE, new Effect.DeleteServer(1000 + number, name(number)));
  }

  private static Effect create(int number) {
    Offering offering = new Offering("ccx33", "nbg1");
    return new Effect.CreateServer(
        Pools.joining(name(number), null), Pools.ofDefault(5, offering), offering, Map.of());
  }

  private static Action action(int number, Kind kind, Effect... effects) {
    return new Action(name(number), kind, new Reason(Code.HOUR_ENDS, "..."), List.of(effects));
  }
}
