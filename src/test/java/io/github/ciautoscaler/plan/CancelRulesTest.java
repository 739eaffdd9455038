package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cancels a termination, and what a cancellation leaves alone. */
class CancelRulesTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void aJobThatSlippedInIsKept() {
    Scene scene =
        Leaving.disabled(
                "deregistering",
                Map.of("quiet-since", Leaving.ago(30), "first-look", Leaving.ago(5)))
            .runs(7, "linux");

    Action cancelled = scene.actions(Kind.CANCEL).getFirst();

    assertThat(cancelled.reason().code()).isEqualTo(Code.JOB_SLIPPED_IN);
    assertThat(cancelled.effects().getFirst()).isEqualTo(new Effect.EnableRunner(7));
  }

  @Test
  void aCancellationLeavesAPersonsCordonAndDisableAlone() {
    Scene scene = new Scene().server(NAME, Duration.ofMinutes(57));
    Map<String, String> stored = Leaving.annotations("deregistering", Map.of("disabled-ids", ""));
    stored.remove("ci-autoscaler.io/cordoned");
    scene.node(NAME, true, stored).runner(NAME, 7, true, true, "linux").runs(7, "linux");

    List<Effect> effects = scene.actions(Kind.CANCEL).getFirst().effects();

    assertThat(effects).noneMatch(effect -> effect instanceof Effect.EnableRunner);
    assertThat(effects)
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.PatchNode.class, patch -> assertThat(patch.patch().unschedulable()).isNull());
  }

  @Test
  void demandThatReturnsCancelsBeforeAnythingIsLaunched() {
    Scene scene = Leaving.disabled("deregistering", Map.of()).queued(1, "linux");

    assertThat(scene.actions(Kind.CANCEL)).hasSize(1);
    assertThat(scene.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void whatCannotBeGoneBeforeTheBoundaryStays() {
    Scene scene = new Scene().server(NAME, Duration.ofSeconds(3575));
    scene
        .node(NAME, true, Leaving.annotations("draining", Map.of()))
        .runner(NAME, 7, true, true, "linux");

    assertThat(scene.actions(Kind.CANCEL))
        .singleElement()
        .satisfies(a -> assertThat(a.reason().code()).isEqualTo(Code.TOO_LATE_FOR_HOUR));
  }

  @Test
  void withoutDisableADrainCanBeTakenBack() {
    Scene scene =
        Leaving.empty("deregistering", Map.of("stage-reason", "OPERATOR_DRAIN"))
            .withoutDisable()
            .runner(NAME, 7, true, false, "linux");

    assertThat(scene.actions(Kind.CANCEL).getFirst().reason().code())
        .isEqualTo(Code.DRAIN_TAKEN_BACK);
  }

  @Test
  void aDrainThatIsTakenBackWhileTheJobRunsIsSaidToBe() {
    Scene scene =
        Leaving.disabled("deregistering", Map.of("stage-reason", "OPERATOR_DRAIN"))
            .runs(7, "linux");

    assertThat(scene.actions(Kind.CANCEL).getFirst().reason().code())
        .isEqualTo(Code.DRAIN_TAKEN_BACK);
  }

  @Test
  void aJobOfARowThatSomebodyDeletedKeepsItsMachine() {
    Scene scene = Leaving.empty("removing", Map.of("server-id", "5")).runs(7, "linux");

    assertThat(scene.actions(Kind.CANCEL).getFirst().reason().code())
        .isEqualTo(Code.JOB_SLIPPED_IN);
  }
}
