package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Plan.Warning;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Node that is Ready and gets no runner because of a taint. */
class TaintsTest {

  private static final String NODE = "ci-runner-0a1b2c3d";
  private static final Duration LONG = Duration.ofMinutes(4);

  @Test
  void aNodeThatNoCloudControllerInitialisesIsNamedWithTheMend() {
    Plan plan =
        new Scene()
            .server(NODE, LONG)
            .taintedNode(NODE, LONG, Taints.UNINITIALIZED, "NoSchedule")
            .plan();

    assertThat(plan.warnings())
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.code()).isEqualTo("TAINTED");
          assertThat(warning.message())
              .contains(NODE, Taints.UNINITIALIZED)
              .contains("cloud controller manager", "--kubelet-arg=cloud-provider=external");
        });
  }

  @ParameterizedTest
  @CsvSource({"NoSchedule", "NoExecute"})
  void aTaintThatTheRunnersDoNotTolerateIsNamed(String effect) {
    Plan plan = new Scene().server(NODE, LONG).taintedNode(NODE, LONG, "ci", effect).plan();

    assertThat(plan.warnings())
        .extracting(Warning::message)
        .singleElement()
        .asString()
        .contains(NODE, "ci:" + effect, "tolerate it", "K3S_AGENT_ARGS");
  }

  @ParameterizedTest
  @CsvSource({
    "ci, PreferNoSchedule, 240",
    "ci, NoSchedule, 60",
    "node.kubernetes.io/disk-pressure, NoSchedule, 240",
    "ci-autoscaler.io/teardown, NoSchedule, 240"
  })
  void whatKeepsNobodyAwayOrJustCameOrIsNotTheOwnersIsNotNamed(
      String key, String effect, long readyForSeconds) {
    Duration readyFor = Duration.ofSeconds(readyForSeconds);

    assertThat(
            new Scene()
                .server(NODE, LONG)
                .taintedNode(NODE, readyFor, key, effect)
                .plan()
                .warnings())
        .isEmpty();
  }

  @Test
  void aTaintThatTheRunnerToleratesIsNotNamed() {
    assertThat(
            new Scene()
                .server(NODE, LONG)
                .taintedNode(NODE, LONG, "ci", "NoSchedule")
                .runner(NODE, 43, true, false, "linux")
                .plan()
                .warnings())
        .isEmpty();
  }
}
