package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine whose runner never came goes, unless somebody may work on it. */
class NoRunnerRuleTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void aMachineOnWhichAnUnknownRunnerMayWorkStays() {
    Map<String, String> ready = Map.of("ci-autoscaler.io/ready-at", Leaving.ago(3000));
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(3400))
            .node(NAME, true, ready)
            .permanentRunner(50, true, false, "linux");
    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);

    scene.runs(50, "linux");
    assertThat(scene.kinds(NAME)).isEmpty();
    assertThat(String.valueOf(scene.plan().machineReasons().get(NAME)))
        .contains("RUNNER_POD_SELECTOR");

    Scene draining =
        new Scene()
            .server(NAME, Duration.ofSeconds(3400))
            .node(
                NAME,
                true,
                Leaving.annotations(
                    "draining", Map.of("stage-reason", "RUNNER_NEVER_CAME", "runner-ids", "")))
            .podsOn(
                NAME,
                List.of(
                    new Pod(
                        new Pod.Id("ci", "mine", "u1"),
                        NAME,
                        false,
                        null,
                        Pod.Origin.of(Pod.Kind.DAEMON_SET))))
            .permanentRunner(50, true, false, "linux");
    assertThat(draining.actions(Kind.REMOVE).getFirst().effects())
        .anySatisfy(effect ->
            assertThat(effect)
                .isInstanceOfSatisfying(
                    Effect.VerifyUnoccupied.class,
                    verify -> assertThat(verify.runnerIds()).contains(50L)));
    assertThat(draining.runs(50, "linux").actions(Kind.REMOVE)).isEmpty();
  }

  @Test
  void aRunnerThatWasThereBeforeTheMachineIsNotItsOwn() {
    Map<String, String> labels = new HashMap<>(ours());
    labels.put(Labels.RUNNERS_BEFORE, "50");
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(3400), labels)
            .node(NAME, true, Map.of("ci-autoscaler.io/ready-at", Leaving.ago(3000)))
            .permanentRunner(50, true, false, "linux")
            .runs(50, "linux");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);
  }

  private static Map<String, String> ours() {
    return Map.of(
        Labels.MANAGED_BY, Labels.MANAGED_BY_US,
        Labels.INSTALLATION, Scene.OURS,
        Labels.POOL, Pool.DEFAULT);
  }
}
