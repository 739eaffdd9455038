package io.github.ciautoscaler.report;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.draining;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.provisioning;
import static io.github.ciautoscaler.reconcile.ReportBuilder.down;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport.Ended;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.reconcile.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of two passes that follow each other. */
class EventStreamTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final Decision FULL =
      new Decision("default", null, new Reason(Code.AT_MAX_NODES, "Full."));
  private static final Action REMOVE =
      new Action(
          name(1),
          Action.Kind.REMOVE,
          new Reason(Code.HOUR_ENDS, "Idle."),
          List.of(new Effect.DeleteServer(1001, name(1))));

  private final List<FleetUpdate> updates = new ArrayList<>();
  private final EventStream stream = new EventStream(List.of((FleetListener) updates::add));
  private int second;

  @BeforeEach
  void one_quiet_pass() {
    stream.onPass(ReportBuilder.at(NOW).build());
  }

  @Test
  void a_quiet_pass_brings_no_event() {
    assertThat(after(next())).isEmpty();
  }

  @Test
  void a_machine_appears_changes_and_is_gone() {
    assertThat(after(next().machine(idle(1, HOUR_AGO, NOW))))
        .containsExactly(new MachineEvent.Appeared(name(1), "default", OriginalState.IDLE));
    assertThat(after(next().machine(busy(1, HOUR_AGO, job(7, 1L, "linux")))))
        .containsExactly(
            new MachineEvent.Changed(name(1), "default", OriginalState.IDLE, OriginalState.BUSY));
    assertThat(after(next()))
        .containsExactly(new MachineEvent.Gone(name(1), "default", OriginalState.BUSY));
  }

  @Test
  void a_boot_is_told_once_with_how_long_it_took() {
    after(next().machine(provisioning(1, NOW)));

    assertThat(after(next().machine(idle(1, NOW, NOW))))
        .containsExactly(
            new MachineEvent.Changed(
                name(1), "default", OriginalState.PROVISIONING, OriginalState.IDLE),
            new MachineEvent.Booted(name(1), "default", Duration.ofSeconds(10)));
    assertThat(after(next().machine(idle(1, NOW, NOW)))).isEmpty();
  }

  @Test
  void an_action_starts_and_ends_with_its_failures_in_a_row() {
    assertThat(after(next().started(REMOVE)))
        .containsExactly(
            new DecisionEvent.Taken(new Decision(name(1), Action.Kind.REMOVE, REMOVE.reason())),
            new ActionEvent.Started(REMOVE));
    Instant failed = NOW.plusSeconds(10);
    assertThat(after(next().ended(REMOVE, new Outcome.Locked("locked"))))
        .containsExactly(
            new ActionEvent.Ended(
                new Ended(REMOVE, List.of(new Outcome.Locked("locked")), failed),
                new Streak(failed, 1)));
    assertThat(after(next().ended(REMOVE)))
        .extracting("failures")
        .containsExactly(new Streak(failed, 2));
    assertThat(after(next().ended(REMOVE, new Outcome.Done())))
        .extracting("failures")
        .containsExactly(new Streak(failed, 2));
    assertThat(after(next().ended(REMOVE, new Outcome.Done())))
        .extracting("failures")
        .containsOnlyNulls();
  }

  @Test
  void what_is_not_begun_is_told_once_as_long_as_it_stays_so() {
    Decision alsoFull = new Decision("large", null, FULL.reason());
    assertThat(after(next().decided(FULL))).containsExactly(new DecisionEvent.NotTaken(FULL, true));
    assertThat(after(next().decided(FULL).decided(alsoFull)))
        .containsExactly(new DecisionEvent.NotTaken(alsoFull, false));
    assertThat(last().decisions())
        .extracting(DecisionStatus::passes, DecisionStatus::since)
        .containsExactly(tuple(2L, NOW.plusSeconds(5)), tuple(1L, NOW.plusSeconds(10)));
    assertThat(after(next())).isEmpty();
    assertThat(after(next().decided(FULL))).containsExactly(new DecisionEvent.NotTaken(FULL, true));
  }

  @Test
  void a_dry_run_takes_no_decision() {
    Decision decision = new Decision(name(1), Action.Kind.REMOVE, REMOVE.reason());

    assertThat(after(next().mode(Mode.DRY_RUN).decided(decision)))
        .contains(new DecisionEvent.NotTaken(decision, true))
        .noneMatch(ActionEvent.class::isInstance);
  }

  @Test
  void a_source_is_lost_stays_lost_and_is_back() {
    String problem = "no answer within 5 s";
    Instant since = NOW.plusSeconds(5);
    assertThat(after(next().failed(down("gitea", NOW))))
        .containsExactly(new SourceEvent.Lost("gitea", problem));
    assertThat(after(next().failed(down("gitea", NOW))))
        .containsExactly(new SourceEvent.StillLost("gitea", problem, new Streak(since, 2)));
    assertThat(after(next().failed(down("gitea", NOW)))).isEmpty();
    assertThat(after(next())).containsExactly(new SourceEvent.Back("gitea", new Streak(since, 3)));
  }

  @Test
  void what_a_source_leaves_out_is_no_failure_and_told_once_and_when_it_changes() {
    assertThat(after(next().failed(remarked("It lists no blocked jobs."))))
        .containsExactly(new SourceEvent.Remarked("gitea", "It lists no blocked jobs."));
    assertThat(after(next().failed(remarked("It lists no blocked jobs.")))).isEmpty();
    assertThat(after(next().failed(remarked("Job 7 could not be read."))))
        .containsExactly(new SourceEvent.Remarked("gitea", "Job 7 could not be read."));
    assertThat(after(next())).isEmpty();
  }

  private static SourceHealth remarked(String remark) {
    return new SourceHealth("gitea", true, NOW, Duration.ZERO, remark);
  }

  @Test
  void a_pass_that_failed_takes_no_machine_away_and_the_next_goes_on_from_there() {
    after(next().machine(idle(1, HOUR_AGO, NOW)));

    assertThat(
            after(
                next()
                    .machine(idle(1, HOUR_AGO, NOW))
                    .failed(down("hetzner", NOW))
                    .queueUnknown()
                    .pricesUnknown()
                    .runningUnknown()))
        .containsExactly(new SourceEvent.Lost("hetzner", "no answer within 5 s"));
    assertThat(after(next().machine(idle(1, HOUR_AGO, NOW))))
        .containsExactly(new SourceEvent.Back("hetzner", new Streak(NOW.plusSeconds(10), 1)));
  }

  @Test
  void a_warning_appears_and_ends() {
    Warning warning = new Warning("TAINTED", "Remove the taint.");
    assertThat(after(next().warning("TAINTED", "Remove the taint.")))
        .containsExactly(new WarningEvent.Appeared(warning));
    assertThat(after(next().warning("TAINTED", "Remove the taint."))).isEmpty();
    assertThat(after(next())).containsExactly(new WarningEvent.Ended(warning));
  }

  @Test
  void leadership_is_lost_and_gained() {
    assertThat(after(next().mode(Mode.NOT_LEADER)))
        .containsExactly(
            new ProcessEvent.ModeChanged(Mode.ACTING, Mode.NOT_LEADER),
            new ProcessEvent.LeadershipLost());
    assertThat(after(next().mode(Mode.NOT_LEADER))).isEmpty();
    assertThat(after(next()))
        .containsExactly(
            new ProcessEvent.ModeChanged(Mode.NOT_LEADER, Mode.ACTING),
            new ProcessEvent.LeadershipGained());
  }

  @Test
  void a_pause_begins_is_replaced_and_ends_by_itself() {
    Pause endless = new Pause(NOW, null, "kernel bug");
    Pause brief = new Pause(NOW, NOW.plusSeconds(14), "kernel bug");
    assertThat(after(next().stored(stored -> StoredStates.withPause(stored, endless))))
        .containsExactly(new ProcessEvent.PauseBegan(endless));
    assertThat(after(next().stored(stored -> StoredStates.withPause(stored, brief))))
        .containsExactly(new ProcessEvent.PauseBegan(brief));
    assertThat(after(next().stored(stored -> StoredStates.withPause(stored, brief))))
        .containsExactly(new ProcessEvent.PauseEnded());
  }

  @Test
  void a_missing_right_to_leases_is_told_once() {
    assertThat(after(next().unguarded())).containsExactly(new ProcessEvent.LeasesRefused());
    assertThat(after(next().unguarded())).isEmpty();
  }

  @Test
  void an_offering_begins_to_cool_down_and_again_when_it_is_refused_later() {
    Offering offering = new Offering("ccx33", "nbg1");
    assertThat(after(coolDown(offering, 300)))
        .containsExactly(new OfferingEvent.CoolDownBegan(offering));
    assertThat(after(coolDown(offering, 300))).isEmpty();
    assertThat(after(coolDown(offering, 600)))
        .containsExactly(new OfferingEvent.CoolDownBegan(offering));
    assertThat(after(coolDown(offering, 900).mode(Mode.NOT_LEADER)))
        .as("of the leader beside us")
        .noneMatch(OfferingEvent.class::isInstance);
  }

  @Test
  void ids_count_on_without_a_gap_and_each_has_its_passs_time() {
    after(next().machine(idle(1, HOUR_AGO, NOW)));
    after(next().warning("TAINTED", "Remove the taint."));

    List<FleetEvent.Entry> all = stream.after(0);
    assertThat(all).extracting(FleetEvent.Entry::id).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(all)
        .extracting(FleetEvent.Entry::at)
        .containsExactly(NOW, NOW, NOW.plusSeconds(5), NOW.plusSeconds(10), NOW.plusSeconds(10));
    assertThat(stream.after(3)).isEqualTo(all.subList(3, 5));
    assertThat(stream.after(5)).isEmpty();
  }

  @Test
  void what_ended_comes_before_what_it_changed_and_what_is_started_upon_it() {
    after(next().machine(idle(1, HOUR_AGO, NOW)));

    assertThat(
            after(
                next()
                    .failed(down("gitea", NOW))
                    .ended(REMOVE, new Outcome.Locked("locked"))
                    .machine(draining(1, HOUR_AGO, NOW))
                    .started(REMOVE)
                    .warning("TAINTED", "Remove the taint.")))
        .extracting(event -> (Object) event.getClass())
        .containsExactly(
            SourceEvent.Lost.class,
            ActionEvent.Ended.class,
            MachineEvent.Changed.class,
            DecisionEvent.Taken.class,
            ActionEvent.Started.class,
            WarningEvent.Appeared.class);
  }

  @Test
  void after_a_restart_ids_begin_anew_and_each_machine_that_is_there_is_told() {
    for (int i = 0; i < 3; i++) {
      after(next().machine(idle(i, HOUR_AGO, NOW)));
    }
    EventStream restarted = new EventStream(List.of());
    restarted.onPass(next().machine(idle(2, HOUR_AGO, NOW)).build());

    assertThat(restarted.after(0))
        .extracting(FleetEvent.Entry::id, FleetEvent.Entry::event)
        .containsExactly(
            tuple(1L, new ProcessEvent.ModeChanged(null, Mode.ACTING)),
            tuple(2L, new ProcessEvent.LeadershipGained()),
            tuple(3L, new MachineEvent.Appeared(name(2), "default", OriginalState.IDLE)));
    assertThat(restarted.after(7)).as("an id of the process before").hasSize(3);
  }

  @Test
  void only_the_latest_are_kept() {
    for (int i = 0; i < EventStream.KEPT; i++) {
      after(next().warning("TAINTED", "Taint " + i + "."));
    }

    List<FleetEvent.Entry> kept = stream.after(0);
    assertThat(kept).hasSize(EventStream.KEPT);
    assertThat(kept.getLast().id()).isEqualTo(kept.getFirst().id() + EventStream.KEPT - 1);
    assertThat(kept.getLast().event())
        .isEqualTo(new WarningEvent.Ended(new Warning("TAINTED", "Taint 998.")));
  }

  private ReportBuilder next() {
    second += 5;
    return ReportBuilder.at(NOW.plusSeconds(second));
  }

  private ReportBuilder coolDown(Offering offering, int seconds) {
    return next()
        .stored(stored ->
            StoredStates.withCoolDowns(
                stored,
                all ->
                    Map.of(
                        offering,
                        new CoolDown(NOW.plusSeconds(seconds), CoolDown.Cause.SOLD_OUT, ""))));
  }

  private List<FleetEvent> after(ReportBuilder report) {
    stream.onPass(report.build());
    return last().events().stream().map(FleetEvent.Entry::event).toList();
  }

  private FleetUpdate last() {
    return updates.getLast();
  }
}
