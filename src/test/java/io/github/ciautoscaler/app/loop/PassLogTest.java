package io.github.ciautoscaler.app.loop;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.ReportBuilder.down;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.reconcile.SourceHealth;
import io.github.ciautoscaler.report.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The lines that an operator reads and filters by: one for each change, with its fields. */
class PassLogTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final Offering OFFERING = new Offering("ccx33", "nbg1");
  private static final Reason WHY = new Reason(Code.QUEUE_EXCEEDS_CAPACITY, "One job waits.");

  private final Logger logger = (Logger) LoggerFactory.getLogger(PassLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final EventStream passes = new EventStream(List.of(new PassLog(LoopClock.SYSTEM)));
  private int second;

  @BeforeEach
  void listen() {
    lines.start();
    logger.setAdditive(false);
    logger.addAppender(lines);
    pass(ReportBuilder.at(NOW));
  }

  @AfterEach
  void putBack() {
    logger.setAdditive(true);
    logger.detachAppender(lines);
  }

  @Test
  void a_quiet_pass_says_nothing_and_a_minute_has_one_heartbeat() {
    assertThat(said(next())).isEmpty();
    second = 60;
    assertThat(said(next().number(13).machine(idle(1, HOUR_AGO, NOW))))
        .containsExactly(
            "INFO ci-runner-00000001 is Idle now. machine=ci-runner-00000001 state=Idle"
                + " pool=default",
            "INFO Watching. pass=13 mode=ACTING queued=0 running=0 machines={idle=1}"
                + " budget=3600");
  }

  @Test
  void a_mode_is_said_when_it_changes() {
    assertThat(said(next().mode(Mode.PAUSED)))
        .containsExactly("INFO Paused: nothing new is started. mode=PAUSED");
    assertThat(said(next().mode(Mode.PAUSED))).isEmpty();
    assertThat(said(next().mode(Mode.NOT_LEADER)))
        .containsExactly("INFO Another replica leads; this one only watches. mode=NOT_LEADER");
    assertThat(said(next().mode(Mode.OBSERVING_AFTER_START)))
        .containsExactly("INFO Observing before anything is touched. mode=OBSERVING_AFTER_START");
    assertThat(said(next())).containsExactly("INFO Acting from now on. mode=ACTING");
    assertThat(said(next().mode(Mode.DRY_RUN)))
        .containsExactly("INFO Dry run: decides and reports, and writes nothing. mode=DRY_RUN");
  }

  @Test
  void a_missing_right_to_leases_is_said_once() {
    assertThat(said(next().unguarded()))
        .containsExactly("WARN Leases may not be used here: make sure that only one replica runs.");
    assertThat(said(next().unguarded())).isEmpty();
  }

  @Test
  void a_source_that_stays_away_is_said_ever_more_seldom_and_then_that_it_is_back() {
    String away = "WARN gitea did not answer as it should: no answer within 5 s";
    assertThat(said(next().failed(down("gitea", NOW)))).containsExactly(away + " source=gitea");
    assertThat(said(next().failed(down("gitea", NOW))))
        .containsExactly(away + " (2 failures in 5s) source=gitea");
    assertThat(said(next().failed(down("gitea", NOW)))).isEmpty();
    assertThat(said(next().failed(down("gitea", NOW))))
        .containsExactly(away + " (4 failures in 15s) source=gitea");
    assertThat(said(next()))
        .containsExactly("INFO gitea recovered after 20s (4 failures) source=gitea");
    assertThat(said(next())).isEmpty();
  }

  @Test
  void what_a_source_leaves_out_is_said_once() {
    SourceHealth health =
        new SourceHealth("gitea", true, NOW, Duration.ZERO, "Forgejo 15 cannot disable a runner.");
    assertThat(said(next().failed(health)))
        .containsExactly("WARN gitea: Forgejo 15 cannot disable a runner. source=gitea");
    assertThat(said(next().failed(health))).isEmpty();
  }

  @Test
  void an_action_is_said_when_it_begins_and_an_annotation_is_not() {
    Effect create =
        new Effect.CreateServer(
            Pools.joining(name(1), null), Pools.ofDefault(5, OFFERING), OFFERING, Map.of());
    assertThat(said(next().started(action(Kind.CREATE, create))))
        .containsExactly(
            "INFO Creating a server. One job waits. machine=ci-runner-00000001 action=create"
                + " reason=QUEUE_EXCEEDS_CAPACITY placement="
                + OFFERING);
    assertThat(said(next().started(action(Kind.ANNOTATE)))).isEmpty();
  }

  @Test
  void an_action_that_fails_is_said_with_its_outcome_and_its_success_only_after_failures() {
    Action remove = action(Kind.REMOVE, new Effect.DeleteServer(1001, name(1)));
    assertThat(said(next().ended(remove, new Outcome.Done()))).isEmpty();
    assertThat(said(next().ended(remove, new Outcome.Locked("423 locked"))))
        .containsExactly(
            "WARN It could not remove: 423 locked machine=ci-runner-00000001 outcome=Locked");
    assertThat(said(next().ended(remove)))
        .containsExactly(
            "WARN It could not remove: it was cut off (2 failures in 5s)"
                + " machine=ci-runner-00000001 outcome=None");
    assertThat(said(next().ended(remove, new Outcome.Done())))
        .containsExactly("INFO ci-runner-00000001/REMOVE: recovered after 10s (2 failures)");
  }

  @Test
  void a_machine_is_said_when_its_state_changes_and_when_it_is_gone() {
    String fields = " machine=ci-runner-00000001 state=";
    assertThat(said(next().machine(idle(1, HOUR_AGO, NOW))))
        .containsExactly("INFO ci-runner-00000001 is Idle now." + fields + "Idle pool=default");
    assertThat(said(next().machine(busy(1, HOUR_AGO, job(7, 1L, "linux")))))
        .containsExactly("INFO ci-runner-00000001 is Busy now." + fields + "Busy pool=default");
    assertThat(said(next())).containsExactly("INFO ci-runner-00000001 is gone." + fields + "gone");
  }

  @Test
  void what_is_not_done_is_said_once_for_each_reason_as_long_as_it_stays() {
    Decision full = new Decision("default", null, new Reason(Code.AT_MAX_NODES, "Full."));
    Decision alsoFull = new Decision("large", null, new Reason(Code.AT_MAX_NODES, "Full too."));
    String line = "INFO Not done: Full. subject=default reason=AT_MAX_NODES";
    assertThat(said(next().decided(full))).containsExactly(line);
    assertThat(said(next().decided(full).decided(alsoFull))).isEmpty();
    assertThat(said(next())).isEmpty();
    assertThat(said(next().decided(full))).containsExactly(line);
    assertThat(
            said(
                next()
                    .mode(Mode.DRY_RUN)
                    .decided(full)
                    .decided(new Decision(name(1), Kind.CREATE, WHY))))
        .containsExactly("INFO Dry run: decides and reports, and writes nothing. mode=DRY_RUN");
  }

  @Test
  void a_warning_is_said_when_it_appears_and_what_a_source_says_is_not_said_twice() {
    assertThat(said(next().warning("TAINTED", "Remove the taint.")))
        .containsExactly("WARN Remove the taint. reason=TAINTED");
    assertThat(said(next().warning("TAINTED", "Remove the taint."))).isEmpty();
    assertThat(said(next().warning("SOURCE_UNKNOWN", "Not known for now: [nodes]."))).isEmpty();
    assertThat(said(next().warning("TAINTED", "Remove the taint.")))
        .containsExactly("WARN Remove the taint. reason=TAINTED");
  }

  private ReportBuilder next() {
    second += 5;
    return ReportBuilder.at(NOW.plusSeconds(second));
  }

  private List<String> said(ReportBuilder report) {
    lines.list.clear();
    pass(report);
    return lines.list.stream().map(PassLogTest::line).toList();
  }

  private void pass(ReportBuilder report) {
    passes.onPass(report.build());
  }

  private static String line(ILoggingEvent event) {
    String fields =
        event.getKeyValuePairs() == null
            ? ""
            : event.getKeyValuePairs().stream()
                .map(pair -> " " + pair.key + "=" + pair.value)
                .collect(Collectors.joining());
    Level level = event.getLevel();
    return level + " " + event.getFormattedMessage() + fields;
  }

  private static Action action(Kind kind, Effect... effects) {
    return new Action(name(1), kind, WHY, List.of(effects));
  }
}
