package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes once the server is gone. */
class FinishStepTest {

  private static final String NAME = Leaving.NAME;
  private static final String OTHER = "ci-runner-00000002";

  @Test
  void onceTheServerIsGoneRowsGoAndTheNodeLast() {
    Scene scene = new Scene();
    scene
        .node(NAME, true, Leaving.annotations("removing", Map.of("server-id", "4711")))
        .runner(NAME, 7, false, true, "linux");

    assertThat(scene.actions(Kind.FINISH).getFirst().effects())
        .containsExactly(
            new Effect.VerifyServerGone(4711),
            new Effect.DeleteRunner(7),
            new Effect.DeleteNode(NAME, "uid-" + NAME));
  }

  @Test
  void aRowThatMovedWithItsPodIsNotDeletedWithItsOldMachine() {
    Scene scene =
        new Scene()
            .node(NAME, false, Leaving.annotations("removing", Map.of("server-id", "5")))
            .idle(OTHER, Duration.ofMinutes(10), Duration.ZERO, 7, "linux")
            .runs(7, "linux");

    assertThat(scene.actions(Kind.FINISH).getFirst().effects())
        .noneMatch(effect -> effect instanceof Effect.DeleteRunner)
        .anyMatch(effect -> effect instanceof Effect.DeleteNode);
    assertThat(scene.fleet().machines().getFirst().runners()).isEmpty();
  }
}
