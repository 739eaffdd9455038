package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a machine may go is a value of the plan, which everybody shows alike. */
class RemovableFromTest {

  private static final String NAME = "ci-runner-00000001";

  @Test
  void an_idle_machine_may_go_when_the_window_at_its_hours_end_opens() {
    Scene scene =
        new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(10), 7, "linux");

    assertThat(scene.plan().removableFrom())
        .isEqualTo(Map.of(NAME, Scene.NOON.plus(Duration.ofMinutes(35))));
  }

  @Test
  void it_has_been_idle_for_its_time_then_too() {
    Scene scene = new Scene().idle(NAME, Duration.ofMinutes(56), Duration.ofMinutes(4), 7, "linux");

    assertThat(scene.plan().removableFrom())
        .as("in time to be gone, at the latest")
        .hasEntrySatisfying(
            NAME,
            from ->
                assertThat(from)
                    .isAfter(Scene.NOON.minusSeconds(60))
                    .isBefore(Scene.NOON.plusSeconds(61)));
  }

  @Test
  void a_machine_that_is_never_torn_down_may_never_go() {
    Scene scene =
        new Scene()
            .with(Scene.settings(5, Duration.ZERO, null))
            .idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(10), 7, "linux");

    assertThat(scene.plan().removableFrom()).isEmpty();
  }

  @Test
  void a_machine_that_works_or_does_not_serve_yet_has_no_such_time() {
    Scene scene =
        new Scene()
            .idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(10), 7, "linux")
            .runs(7, "linux")
            .server("ci-runner-00000002", Duration.ofMinutes(1));

    assertThat(scene.plan().removableFrom()).isEmpty();
  }

  @Test
  void a_termination_under_way_has_the_time_at_which_it_began() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(56))
            .node(
                NAME,
                true,
                Map.of(
                    "ci-autoscaler.io/stage",
                    "draining",
                    "ci-autoscaler.io/stage-since",
                    Scene.NOON.minusSeconds(20).toString()))
            .runner(NAME, 7, true, true, "linux")
            .podsOn(NAME, List.of());

    assertThat(scene.plan().removableFrom()).isEqualTo(Map.of(NAME, Scene.NOON.minusSeconds(20)));
  }
}
