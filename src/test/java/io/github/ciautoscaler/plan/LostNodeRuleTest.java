package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
}
