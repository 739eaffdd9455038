package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
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

  /** A Node's silence says nothing of its runners: they may be heard of, and be handed a job. */
  @Test
  void soIsOneOfAMachineWhoseNodeIsLostWhileItDrains() {
    Scene enabled =
        Leaving.empty("draining", Map.of())
            .runner(NAME, 7, true, false, "linux")
            .notReadyFor(NAME, Duration.ofMinutes(5));

    assertThat(enabled.kinds(NAME)).containsExactly(Kind.DEREGISTER);

    Map<String, String> anew = Map.of("quiet-since", Leaving.ago(9), "first-look", "");
    Scene disabledAnew =
        Leaving.empty("draining", anew)
            .runner(NAME, 7, true, true, "linux")
            .notReadyFor(NAME, Duration.ofMinutes(5));

    assertThat(disabledAnew.kinds(NAME)).as("within the fetch window").isEmpty();
  }
}
