package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine whose Node is silent for long goes. */
class LostNodeRuleTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void aNodeThatIsLostWithoutAJobLeavesWithoutWaitingForPods() {
    Scene scene = new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(9), 7, "linux");
    assertThat(scene.notReadyFor(NAME, Duration.ofSeconds(299)).kinds(NAME)).isEmpty();
    assertThat(scene.notReadyFor(NAME, Duration.ofSeconds(300)).kinds(NAME))
        .containsExactly(Kind.DEREGISTER);
  }

  /** Its row is gone with its last job; the container may live on, and register again. */
  @ParameterizedTest
  @CsvSource({"59, false", "60, true"})
  void an_ephemeral_runner_between_two_jobs_has_a_minute_to_register(int idle, boolean leaves) {
    String since = Scene.NOON.minusSeconds(idle).toString();
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(20))
            .node(
                NAME,
                true,
                Map.of(
                    "ci-autoscaler.io/ready-at",
                    Scene.NOON.minusSeconds(1_100).toString(),
                    "ci-autoscaler.io/idle-since",
                    since,
                    "ci-autoscaler.io/runner-ids",
                    "7"))
            .notReadyFor(NAME, Duration.ofMinutes(9));

    assertThat(scene.kinds(NAME).contains(Kind.DEREGISTER)).isEqualTo(leaves);
  }
}
