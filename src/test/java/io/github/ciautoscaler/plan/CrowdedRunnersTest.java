package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A runner whose capacity is above 1 counts as one place, and is named. */
class CrowdedRunnersTest {

  private static final String NAME = "ci-runner-0a1b2c3d";

  @Test
  void whoRunsTwoJobsAtOnceIsNamedWithTheMend() {
    assertThat(crowded(machine().runs(7, "linux").runs(7, "linux").plan()))
        .singleElement()
        .asString()
        .contains(NAME, "2 jobs at once", "capacity: 1");
  }

  @Test
  void aPermanentOneIsNamedToo() {
    Scene scene = new Scene().permanentRunner(3, true, false, "linux");
    assertThat(crowded(scene.runs(3, "linux").runs(3, "linux").plan()))
        .singleElement()
        .asString()
        .startsWith("Runner permanent-3 runs 2 jobs");
  }

  @Test
  void whoRunsOneIsNot() {
    assertThat(crowded(machine().runs(7, "linux").plan())).isEmpty();
  }

  @Test
  void itStaysUntilItsLastJobEnds() {
    Scene scene = machine().runs(7, "linux").runs(7, "linux");
    assertThat(scene.fleet().machines().getFirst().jobs()).hasSize(2);
    assertThat(scene.kinds(NAME)).containsOnly(Action.Kind.ANNOTATE);
    assertThat(machine().runs(7, "linux").kinds(NAME)).containsOnly(Action.Kind.ANNOTATE);
  }

  private static Scene machine() {
    return new Scene()
        .server(NAME, Duration.ofMinutes(58))
        .node(NAME, true, Map.of())
        .runner(NAME, 7, true, false, "linux");
  }

  private static List<String> crowded(Plan plan) {
    return plan.warnings().stream()
        .filter(warning -> warning.code().equals("RUNNER_CAPACITY"))
        .map(Plan.Warning::message)
        .toList();
  }
}
