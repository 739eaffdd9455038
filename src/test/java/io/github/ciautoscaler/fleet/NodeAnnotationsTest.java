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

/** Each of our annotations on a Node is read for what it was written. */
class NodeAnnotationsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void each_time_is_read_from_its_own_annotation() {
    NodeAnnotations ownAnnotations =
        NodeAnnotations.of(
            Map.of(
                NodeAnnotations.READY_AT, NOON.plusSeconds(1).toString(),
                NodeAnnotations.IDLE_SINCE, NOON.plusSeconds(2).toString(),
                NodeAnnotations.STAGE, "deregistering",
                NodeAnnotations.STAGE_SINCE, NOON.plusSeconds(3).toString(),
                NodeAnnotations.QUIET_SINCE, NOON.plusSeconds(4).toString(),
                NodeAnnotations.FIRST_LOOK, NOON.plusSeconds(5).toString(),
                NodeAnnotations.REMOVING_SINCE, NOON.plusSeconds(6).toString()));

    assertThat(ownAnnotations.readyAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(ownAnnotations.idleSince()).isEqualTo(NOON.plusSeconds(2));
    assertThat(requireNonNull(ownAnnotations.termination()).phase(NOON))
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
    NodeAnnotations ownAnnotations =
        NodeAnnotations.of(
            Map.of(
                NodeAnnotations.RUNNER_IDS, "7, x,8",
                NodeAnnotations.DISABLED_IDS, "8",
                NodeAnnotations.SERVER_ID, "42",
                NodeAnnotations.STAGE, "draining",
                NodeAnnotations.STAGE_SINCE, "yesterday"));

    assertThat(ownAnnotations.runnerIds()).isEqualTo(Set.of(7L, 8L));
    assertThat(ownAnnotations.disabledIds()).isEqualTo(Set.of(8L));
    assertThat(ownAnnotations.serverId()).isEqualTo(42L);
    assertThat(requireNonNull(ownAnnotations.termination()).phase(NOON).since()).isEqualTo(NOON);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23T12:00:00Z, false", "2026-11-23T12:00:00Z force, true"})
  void only_a_drain_that_says_so_is_forced(String text, boolean force) {
    NodeAnnotations ownAnnotations = NodeAnnotations.of(Map.of(NodeAnnotations.DRAIN, text));

    assertThat(ownAnnotations.drain()).isEqualTo(new NodeAnnotations.DrainRequest(NOON, force));
  }
}
