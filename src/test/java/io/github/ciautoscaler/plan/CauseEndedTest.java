package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine that leaves early for a cause that ends meanwhile stays, while its hour is paid. */
class CauseEndedTest {

  private static final String NAME = "ci-runner-00000001";

  @Test
  void a_lost_node_that_is_ready_again_keeps_its_machine_while_the_hour_is_paid() {
    assertThat(leaving("NODE_LOST", Duration.ofMinutes(20), true)).containsExactly(Kind.CANCEL);
    assertThat(leaving("NODE_LOST", Duration.ofMinutes(20), false)).doesNotContain(Kind.CANCEL);
    assertThat(leaving("NODE_LOST", Duration.ofMinutes(58), true)).doesNotContain(Kind.CANCEL);
  }

  @Test
  void a_machine_above_the_maximum_stays_once_another_went() {
    assertThat(leaving("ABOVE_MAXIMUM", Duration.ofMinutes(20), true)).containsExactly(Kind.CANCEL);

    Scene tooMany = new Scene().with(Scene.settings(1, Duration.ofMinutes(5), null));
    scene(tooMany, "ABOVE_MAXIMUM", Duration.ofMinutes(20), true);
    tooMany.server("ci-runner-00000002", Duration.ofMinutes(20));
    assertThat(tooMany.kinds(NAME)).doesNotContain(Kind.CANCEL);
  }

  @Test
  void one_whose_hour_ends_stays_for_a_job_once_the_cause_ended() {
    Duration late = Duration.ofMinutes(58);
    Scene another = scene(new Scene(), "ABOVE_MAXIMUM", late, true).queued(1, "linux");
    assertThat(another.kinds(NAME)).containsExactly(Kind.CANCEL);
    assertThat(leaving("ABOVE_MAXIMUM", late, true)).doesNotContain(Kind.CANCEL);

    Scene tooMany = new Scene().with(Scene.settings(1, Duration.ofMinutes(5), null));
    scene(tooMany, "ABOVE_MAXIMUM", late, true).queued(1, "linux");
    tooMany.server("ci-runner-00000002", Duration.ofMinutes(20));
    assertThat(tooMany.kinds(NAME)).doesNotContain(Kind.CANCEL);
  }

  private static List<Kind> leaving(String why, Duration age, boolean ready) {
    return scene(new Scene(), why, age, ready).kinds(NAME);
  }

  private static Scene scene(Scene scene, String why, Duration age, boolean ready) {
    scene.server(NAME, age);
    scene.node(
        NAME,
        ready,
        Map.of(
            "ci-autoscaler.io/stage",
            "deregistering",
            "ci-autoscaler.io/stage-since",
            Scene.NOON.minusSeconds(20).toString(),
            "ci-autoscaler.io/stage-reason",
            why,
            "ci-autoscaler.io/disabled-ids",
            "1",
            "ci-autoscaler.io/runner-ids",
            "1"));
    if (!ready) {
      scene.notReadyFor(NAME, Duration.ofMinutes(6));
    }
    scene.runner(NAME, 1L, true, true, "linux");
    return scene;
  }
}
