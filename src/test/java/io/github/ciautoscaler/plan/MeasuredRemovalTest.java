package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How late a removal may begin is what removals were measured to take, not a constant. */
class MeasuredRemovalTest {

  private static final String NAME = "ci-runner-00000001";

  @ParameterizedTest(name = "{0} with {1} s left, removals take {2} s: {3}")
  @CsvSource({
    "draining, 31, , REMOVE", // nothing measured: half a minute
    "draining, 30, , CANCEL",
    "draining, 25, 2, REMOVE", // cost an hour with a constant
    "draining, 13, 2, REMOVE",
    "draining, 12, 2, CANCEL",
    "deregistering, 25, 2, DRAIN", // the second look is taken: two more passes
    "deregistering, 22, 2, CANCEL",
    "draining, 45, 40, CANCEL", // a slow cloud needs more than half a minute
    "draining, 51, 40, REMOVE",
    "draining, 60, 3000, CANCEL", // a minute at most
    "draining, 61, 3000, REMOVE",
  })
  void what_was_measured_decides_what_is_too_late(
      String stage, long left, Long took, String expected) {
    Scene scene = leaving(stage, left).podsOn(NAME, List.of());
    if (took != null) {
      scene.stored(n ->
          StoredStates.withTermination(n, new MeasuredTermination("a", Duration.ofSeconds(took))));
    }

    assertThat(scene.kinds(NAME)).containsExactly(Kind.valueOf(expected));
  }

  @Test
  void a_removal_is_measured_once_the_server_is_gone() {
    Scene scene = new Scene();
    Map<String, String> ownAnnotations = ownAnnotations("removing");
    ownAnnotations.put("ci-autoscaler.io/removing-since", Scene.NOON.minusSeconds(12).toString());
    scene.node(NAME, true, ownAnnotations).runner(NAME, 7, false, true, "linux");

    StoredState once = StateChanges.apply(StoredState.EMPTY, scene.plan().changes());

    assertThat(once.measurements().terminations())
        .as("less one pass, in which it went")
        .containsExactly(new MeasuredTermination(NAME, Duration.ofSeconds(7)));
    assertThat(StateChanges.apply(once, scene.plan().changes()).measurements().terminations())
        .isEqualTo(once.measurements().terminations());
  }

  @Test
  void only_the_latest_removals_count() {
    StoredState stored =
        StoredStates.withTermination(
            StoredState.EMPTY, new MeasuredTermination("slow", Duration.ofSeconds(40)));
    assertThat(HourEnd.spare(stored)).isEqualTo(Duration.ofSeconds(50));
    for (int i = 0; i < 8; i++) {
      stored =
          StoredStates.withTermination(
              stored, new MeasuredTermination("quick-" + i, Duration.ofSeconds(1)));
    }

    assertThat(stored.measurements().terminations()).hasSize(8);
    assertThat(HourEnd.spare(stored)).isEqualTo(Duration.ofSeconds(11));
  }

  private static Scene leaving(String stage, long left) {
    return new Scene()
        .server(NAME, Duration.ofSeconds(3600 - left))
        .node(NAME, true, ownAnnotations(stage))
        .runner(NAME, 7, true, true, "linux");
  }

  private static Map<String, String> ownAnnotations(String stage) {
    Map<String, String> ownAnnotations = new HashMap<>();
    ownAnnotations.put("ci-autoscaler.io/stage", stage);
    ownAnnotations.put("ci-autoscaler.io/stage-since", Scene.NOON.minusSeconds(100).toString());
    ownAnnotations.put("ci-autoscaler.io/stage-reason", "HOUR_ENDS");
    ownAnnotations.put("ci-autoscaler.io/ready-at", Scene.NOON.minusSeconds(3000).toString());
    ownAnnotations.put("ci-autoscaler.io/idle-since", Scene.NOON.minusSeconds(1200).toString());
    ownAnnotations.put("ci-autoscaler.io/runner-ids", "7");
    ownAnnotations.put("ci-autoscaler.io/disabled-ids", "7");
    ownAnnotations.put("ci-autoscaler.io/cordoned", "true");
    ownAnnotations.put("ci-autoscaler.io/quiet-since", Scene.NOON.minusSeconds(50).toString());
    ownAnnotations.put("ci-autoscaler.io/first-look", Scene.NOON.minusSeconds(35).toString());
    return ownAnnotations;
  }
}
