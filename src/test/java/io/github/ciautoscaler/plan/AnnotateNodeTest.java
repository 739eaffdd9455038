package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written on a Node. */
class AnnotateNodeTest {

  private static final String NAME = Leaving.NAME;

  /** The Node was listed before runner 8 was recorded on it, and 8 is gone since. */
  @Test
  void a_runner_that_is_remembered_is_not_forgotten_by_a_write_upon_an_old_list() {
    StateChange seen = new StateChange.RunnersSeen(NAME, Set.of(7L, 8L));
    Scene scene =
        new Scene()
            .idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(10), 7, "linux")
            .stored(stored -> StateChanges.apply(stored, List.of(seen)))
            .runner(NAME, 9, true, false, "linux");

    assertThat(scene.actions(Kind.ANNOTATE))
        .singleElement()
        .satisfies(action ->
            assertThat(((Effect.PatchNode) action.effects().getFirst()).patch().annotations())
                .containsEntry(NodeAnnotations.RUNNER_IDS, "7,8,9"));
  }
}
