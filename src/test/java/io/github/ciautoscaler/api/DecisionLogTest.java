package io.github.ciautoscaler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import io.github.ciautoscaler.report.FleetListener;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Decision FULL =
      new Decision("default", null, new Reason(Code.AT_MAX_NODES, "Full."));
  private static final Action REMOVE =
      new Action(
          "ci-runner-00000001",
          Action.Kind.REMOVE,
          new Reason(Code.HOUR_ENDS, "Idle."),
          List.of(new Effect.DeleteServer(1, "ci-runner-00000001")));

  private final DecisionLog log = new DecisionLog();
  private final EventStream passes = new EventStream(List.of((FleetListener) log::add));

  @Test
  void a_refusal_of_every_pass_is_one_entry_that_stays_on_top() {
    passes.onPass(ReportBuilder.at(NOW).decided(FULL).build());
    passes.onPass(ReportBuilder.at(NOW.plusSeconds(5)).decided(FULL).started(REMOVE).build());
    passes.onPass(ReportBuilder.at(NOW.plusSeconds(10)).decided(FULL).build());

    List<DecisionLog.Entry> entries = log.newest(10);
    assertThat(entries)
        .extracting(DecisionLog.Entry::subject)
        .containsExactly("default", "ci-runner-00000001");
    assertThat(entries.getFirst().at()).isEqualTo(NOW);
    assertThat(entries.getFirst().lastAt()).isEqualTo(NOW.plusSeconds(10));
    assertThat(entries.getFirst().times()).isEqualTo(3);
  }

  @Test
  void a_refusal_that_comes_back_after_a_break_is_a_new_entry() {
    passes.onPass(ReportBuilder.at(NOW).decided(FULL).build());
    passes.onPass(ReportBuilder.at(NOW.plusSeconds(5)).build());
    passes.onPass(ReportBuilder.at(NOW.plusSeconds(10)).decided(FULL).build());

    assertThat(log.newest(10)).extracting(DecisionLog.Entry::times).containsExactly(1L, 1L);
  }

  @Test
  void what_was_begun_learns_how_it_ended() {
    passes.onPass(ReportBuilder.at(NOW).started(REMOVE).build());
    assertThat(log.newest(1).getFirst().outcome()).isNull();

    passes.onPass(ReportBuilder.at(NOW).ended(REMOVE, new Outcome.Locked("423 locked")).build());
    assertThat(log.newest(1).getFirst().outcome()).isEqualTo("failed: 423 locked");

    passes.onPass(ReportBuilder.at(NOW).started(REMOVE).build());
    passes.onPass(ReportBuilder.at(NOW).ended(REMOVE, new Outcome.Done()).build());
    assertThat(log.newest(10))
        .extracting(DecisionLog.Entry::outcome)
        .containsExactly("succeeded", "failed: 423 locked");
  }

  @Test
  void a_dry_run_does_nothing_of_what_it_decides_for() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .mode(PassReport.Mode.DRY_RUN)
            .decided(new Decision(REMOVE.machine(), Action.Kind.REMOVE, REMOVE.reason()))
            .build());

    DecisionLog.Entry entry = log.newest(1).getFirst();
    assertThat(entry.action()).isEqualTo("remove");
    assertThat(entry.done()).isFalse();
  }

  @Test
  void only_so_many_are_kept() {
    for (int i = 0; i < DecisionLog.KEPT + 20; i++) {
      String pool = "pool-" + i;
      passes.onPass(ReportBuilder.at(NOW).decided(new Decision(pool, null, FULL.reason())).build());
    }

    assertThat(log.newest(10_000)).hasSize(DecisionLog.KEPT);
    assertThat(log.newest(1).getFirst().subject()).isEqualTo("pool-519");
  }
}
