package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are enabled while their machine goes. */
class DisableRunnersStepTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void aRowThatRegisteredMeanwhileIsDisabledAndTheWindowBeginsAnew() {
    Scene scene =
        Leaving.disabled(
                "deregistering",
                Map.of("quiet-since", Leaving.ago(30), "first-look", Leaving.ago(5)))
            .runner(NAME, 9, true, false, "linux");

    List<Effect> effects = scene.actions(Kind.DEREGISTER).getFirst().effects();

    assertThat(effects).contains(new Effect.DisableRunner(9));
    assertThat(effects.getFirst())
        .isInstanceOfSatisfying(
            Effect.PatchNode.class,
            patch ->
                assertThat(patch.patch().annotations())
                    .containsEntry("ci-autoscaler.io/quiet-since", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"draining", "removing"})
  void aRowThatSomebodyEnablesIsDisabledAgainAndWaitedForAnew(String stage) {
    Scene scene = Leaving.empty(stage, Map.of()).runner(NAME, 7, true, false, "linux");

    Action action = scene.actions(Kind.DEREGISTER).getFirst();

    assertThat(action.effects()).contains(new Effect.DisableRunner(7));
    assertThat(action.effects().getFirst())
        .isInstanceOfSatisfying(
            Effect.PatchNode.class,
            patch ->
                assertThat(patch.patch().annotations())
                    .containsEntry("ci-autoscaler.io/quiet-since", null)
                    .doesNotContainKey("ci-autoscaler.io/stage"));
  }
}
