package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a termination begins. */
class BeginTerminationTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void deregisteringIsRecordedFirstThenEveryRowIsDisabled() {
    Scene scene = Leaving.due().runner(NAME, 8, true, false, "linux");

    List<Effect> effects = scene.actions(Kind.DEREGISTER).getFirst().effects();

    assertThat(effects.getFirst())
        .isInstanceOfSatisfying(
            Effect.PatchNode.class,
            patch -> {
              assertThat(patch.patch().annotations())
                  .containsEntry("ci-autoscaler.io/stage", "deregistering")
                  .containsEntry("ci-autoscaler.io/disabled-ids", "7,8")
                  .containsEntry("ci-autoscaler.io/cordoned", "true");
              assertThat(patch.patch().unschedulable()).isTrue();
              assertThat(patch.patch().terminationTaint()).isTrue();
            });
    assertThat(effects.subList(1, 3))
        .containsExactlyInAnyOrder(new Effect.DisableRunner(7), new Effect.DisableRunner(8));
  }

  @Test
  void aCordonThatAPersonMadeMeanwhileIsNotRecordedAsOurs() {
    NodePatch ours = NodePatch.annotate(NodeAnnotations.CORDONED, "true").cordon(true, true);

    assertThat(ours.onto(true).annotations()).isEmpty();
    assertThat(ours.onto(true).unschedulable()).isTrue();
    assertThat(ours.onto(false)).isEqualTo(ours);
  }
}
