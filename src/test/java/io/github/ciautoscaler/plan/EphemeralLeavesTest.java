package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine whose runner has no row for seconds leaves without a job being taken from it. */
class EphemeralLeavesTest {

  private static final String NAME = "ci-runner-00000001";

  @Test
  void a_row_that_comes_between_the_pass_and_the_eviction_must_be_disabled_first() {
    assertThat(lookBeforeTheEviction(new Scene()).mustBeDisabled()).isTrue();
    assertThat(lookBeforeTheEviction(new Scene().withoutDisable()).mustBeDisabled()).isFalse();
  }

  @Test
  void its_pod_is_evicted_a_minute_after_its_last_job_if_no_row_has_come_by_then() {
    assertThat(leavingFor(new Scene(), 59).actions(Kind.EVICT)).isEmpty();
    assertThat(leavingFor(new Scene(), 60).actions(Kind.EVICT)).hasSize(1);
    assertThat(leavingFor(new Scene().withoutDisable(), 59).actions(Kind.EVICT)).hasSize(1);
  }

  private static Effect.VerifyUnoccupied lookBeforeTheEviction(Scene scene) {
    Action evict = leavingFor(scene, 60).actions(Kind.EVICT).getFirst();
    return (Effect.VerifyUnoccupied) evict.effects().getFirst();
  }

  private static Scene leavingFor(Scene scene, long seconds) {
    scene.server(NAME, Duration.ofMinutes(57));
    scene.node(
        NAME,
        true,
        Map.of(
            "ci-autoscaler.io/stage",
            "draining",
            "ci-autoscaler.io/stage-since",
            Scene.NOON.minusSeconds(seconds).toString(),
            "ci-autoscaler.io/stage-reason",
            "HOUR_ENDS",
            "ci-autoscaler.io/runner-ids",
            "1"));
    scene.runnerPod(NAME, 1L);
    scene.podsOn(NAME, List.of(SceneFaces.pod(NAME, 1L)));
    return scene;
  }
}
