package io.github.ciautoscaler.page;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Six hours of each machine, as lanes. */
class TimelineTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final Timeline timeline = new Timeline();
  private final EventStream stream = new EventStream(List.of(timeline));

  private void pass(int minute, Machine... machines) {
    ReportBuilder report = ReportBuilder.at(at(minute));
    for (Machine machine : machines) {
      report.machine(machine);
    }
    stream.onPass(report.build());
  }

  private static Instant at(int minute) {
    return NOW.plus(Duration.ofMinutes(minute));
  }

  @Test
  void a_machine_is_idle_then_busy_and_its_hours_are_marked() {
    pass(0, idle(1, at(0), at(0)));
    pass(30, busy(1, at(0), job(7, 1L, "linux")));
    pass(90, busy(1, at(0), job(7, 1L, "linux")));

    Lane lane = timeline.lanes().getFirst();

    assertThat(lane.name()).isEqualTo(name(1));
    assertThat(lane.spans())
        .containsExactly(
            new Lane.Span(OriginalState.IDLE, 270, 30), new Lane.Span(OriginalState.BUSY, 300, 60));
    assertThat(lane.hours()).containsExactly(270.0, 330.0);
    assertThat(lane.said()).isEqualTo("Busy for 1 h 0 m, Idle for 30 m 0 s");
  }

  @Test
  void what_is_older_than_six_hours_is_cut_and_then_forgotten() {
    pass(0, idle(1, at(0), at(0)));
    pass(300, idle(1, at(0), at(0)));
    pass(480, idle(2, at(480), at(480)));
    assertThat(timeline.lanes()).extracting(Lane::name).containsExactly(name(2), name(1));
    assertThat(timeline.lanes().getLast().spans())
        .containsExactly(new Lane.Span(OriginalState.IDLE, 0, 360));

    pass(841, idle(2, at(480), at(480)));

    assertThat(timeline.lanes()).extracting(Lane::name).containsExactly(name(2));
  }

  @Test
  void very_many_are_bounded() {
    for (int i = 1; i <= 700; i++) {
      pass(i / 10, idle(i, at(0), at(0)));
    }

    assertThat(timeline.lanes()).hasSize(Timeline.SHOWN);
  }
}
