package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator drains goes as soon as its job ends. */
class OperatorDrainRuleTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void anOperatorsDrainDisablesABusyMachineAndWaitsForItsJob() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(10))
            .node(
                NAME,
                true,
                Map.of(
                    "ci-autoscaler.io/ready-at", Leaving.ago(500),
                    "ci-autoscaler.io/runner-ids", "7",
                    "ci-autoscaler.io/drain", Leaving.ago(1)))
            .runner(NAME, 7, true, false, "linux")
            .runs(7, "linux");
    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);

    Scene later =
        Leaving.disabled(
                "deregistering", Map.of("drain", Leaving.ago(60), "quiet-since", Leaving.ago(40)))
            .runs(7, "linux");
    assertThat(later.kinds(NAME)).as("waits for the job").isSubsetOf(Kind.ANNOTATE);
    assertThat(later.plan().machineReasons().get(NAME))
        .extracting(Reason::code)
        .isEqualTo(Code.OPERATOR_DRAIN);
  }

  @Test
  void withoutDisableADrainWaitsForTheJobThatBeganMeanwhile() {
    Scene scene =
        Leaving.empty("draining", Map.of("drain", Leaving.ago(100)))
            .withoutDisable()
            .runner(NAME, 7, true, false, "linux")
            .runs(7, "linux");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.ANNOTATE);
  }
}
