package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fetch window counts from when the rows take no job, whatever an annotation says that is read
 * late.
 */
class QuietTest {

  private static final String NAME = "ci-runner-00000001";

  /** A person enabled the row, we disabled it anew, and the list of Nodes is from before that. */
  @ParameterizedTest
  @CsvSource({"deregistering, 5", "draining, 5", "deregistering, 49", "draining, 49"})
  void a_annotation_from_before_a_row_was_seen_enabled_counts_for_nothing(
      String stage, long seconds) {
    Scene scene = leaving(stage, -50).conditions(enabledAgo(seconds));

    assertThat(scene.kinds(NAME)).containsExactly(Kind.ANNOTATE);
    assertThat(recorded(scene)).containsEntry(NodeAnnotations.QUIET_SINCE, Scene.NOON.toString());
  }

  @Test
  void a_annotation_that_is_younger_than_that_holds() {
    Scene scene = leaving("deregistering", -50).conditions(enabledAgo(51));

    assertThat(scene.kinds(NAME)).containsExactly(Kind.DRAIN);
  }

  /** The replica that led before has a clock that is ahead. */
  @ParameterizedTest
  @ValueSource(longs = {1, 90})
  void a_annotation_from_the_future_is_taken_anew(long ahead) {
    Scene scene = leaving("deregistering", ahead);

    assertThat(recorded(scene)).containsEntry(NodeAnnotations.QUIET_SINCE, Scene.NOON.toString());
  }

  @Test
  void that_a_row_is_enabled_is_remembered_while_its_machine_leaves() {
    Scene enabled = leaving("draining", -50).runner(NAME, 8, true, false, "linux");
    assertThat(enabled.fleet().conditions().runners().lastEnabled())
        .containsEntry(NAME, Scene.NOON);

    Scene later = leaving("draining", -50).conditions(enabledAgo(5));
    assertThat(later.fleet().conditions().runners().lastEnabled())
        .containsEntry(NAME, Scene.NOON.minusSeconds(5));

    Scene stays = new Scene().node(NAME, true, Map.of()).conditions(enabledAgo(5));
    assertThat(stays.fleet().conditions().runners().lastEnabled()).isEmpty();
  }

  private static Map<String, @Nullable String> recorded(Scene scene) {
    Effect effect = scene.actions(Kind.ANNOTATE).getFirst().effects().getFirst();
    return ((Effect.PatchNode) effect).patch().annotations();
  }

  private static Conditions enabledAgo(long seconds) {
    return new ConditionsBuilder()
        .lastEnabled(Map.of(NAME, Scene.NOON.minusSeconds(seconds)))
        .build();
  }

  private static Scene leaving(String stage, long quiet) {
    Map<String, String> ownAnnotations = new HashMap<>();
    ownAnnotations.put(NodeAnnotations.STAGE, stage);
    ownAnnotations.put(NodeAnnotations.STAGE_SINCE, at(-60));
    ownAnnotations.put(NodeAnnotations.STAGE_REASON, "HOUR_ENDS");
    ownAnnotations.put(NodeAnnotations.READY_AT, at(-3000));
    ownAnnotations.put(NodeAnnotations.IDLE_SINCE, at(-1200));
    ownAnnotations.put(NodeAnnotations.RUNNER_IDS, "7");
    ownAnnotations.put(NodeAnnotations.DISABLED_IDS, "7");
    ownAnnotations.put(NodeAnnotations.CORDONED, "true");
    ownAnnotations.put(NodeAnnotations.QUIET_SINCE, at(quiet));
    ownAnnotations.put(NodeAnnotations.FIRST_LOOK, at(-35));
    ownAnnotations.put(NodeAnnotations.INSTALLATION, Scene.OURS);
    return new Scene()
        .server(NAME, Duration.ofMinutes(56))
        .node(NAME, true, ownAnnotations)
        .runner(NAME, 7, true, true, "linux")
        .podsOn(NAME, List.of());
  }

  private static String at(long seconds) {
    Instant then = Scene.NOON.plusSeconds(seconds);
    return then.toString();
  }
}
