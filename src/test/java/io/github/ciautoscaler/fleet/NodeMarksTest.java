package io.github.ciautoscaler.fleet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Phase.Terminating;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of our notes on a Node is read for what it was written. */
class NodeMarksTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void each_time_is_read_from_its_own_annotation() {
    NodeMarks marks =
        NodeMarks.of(
            Map.of(
                NodeMarks.READY_AT, NOON.plusSeconds(1).toString(),
                NodeMarks.IDLE_SINCE, NOON.plusSeconds(2).toString(),
                NodeMarks.STAGE, "deregistering",
                NodeMarks.STAGE_SINCE, NOON.plusSeconds(3).toString(),
                NodeMarks.QUIET_SINCE, NOON.plusSeconds(4).toString(),
                NodeMarks.FIRST_LOOK, NOON.plusSeconds(5).toString(),
                NodeMarks.REMOVING_SINCE, NOON.plusSeconds(6).toString()));

    assertThat(marks.readyAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(marks.idleSince()).isEqualTo(NOON.plusSeconds(2));
    assertThat(requireNonNull(marks.termination()).phase(NOON))
        .isEqualTo(
            new Terminating(
                Terminating.Step.DISABLING,
                NOON.plusSeconds(3),
                "",
                new Terminating.Looks(NOON.plusSeconds(4), NOON.plusSeconds(5)),
                NOON.plusSeconds(6)));
  }

  @Test
  void ids_are_read_from_their_own_annotations_and_what_is_spoiled_is_left_out() {
    NodeMarks marks =
        NodeMarks.of(
            Map.of(
                NodeMarks.RUNNER_IDS, "7, x,8",
                NodeMarks.DISABLED_IDS, "8",
                NodeMarks.SERVER_ID, "42",
                NodeMarks.STAGE, "draining",
                NodeMarks.STAGE_SINCE, "yesterday"));

    assertThat(marks.runnerIds()).isEqualTo(Set.of(7L, 8L));
    assertThat(marks.disabledIds()).isEqualTo(Set.of(8L));
    assertThat(marks.serverId()).isEqualTo(42L);
    assertThat(requireNonNull(marks.termination()).phase(NOON).since()).isEqualTo(NOON);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23T12:00:00Z, false", "2026-11-23T12:00:00Z force, true"})
  void only_a_drain_that_says_so_is_forced(String text, boolean force) {
    NodeMarks marks = NodeMarks.of(Map.of(NodeMarks.DRAIN, text));

    assertThat(marks.drain()).isEqualTo(new NodeMarks.DrainRequest(NOON, force));
  }
}
