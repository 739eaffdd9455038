package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StoredStates;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the launch of a machine that is there for pods alone is over, and how. */
class FirstServiceOfPodsTest {

  private static final String ONE = "ci-runner-00000001";
  private static final StateChange SERVED = new StateChange.LaunchResolved(ONE);
  private static final StateChange FAILED = new StateChange.BootFailed(ONE, Scene.NOON);

  private static Scene launched(Duration age) {
    Scene scene = PodScene.server(PodScene.of(5), ONE, age);
    return scene.stored(stored ->
        StoredStates.withLaunches(
            stored,
            all -> {
              all.put(
                  ONE,
                  new PendingLaunch(
                      new LaunchOrder("work", new Offering("cpx22", "fsn1"), Set.of(), null, null),
                      Scene.NOON.minus(age),
                      "this-process",
                      SceneFaces.serverId(ONE),
                      null));
              return all;
            }));
  }

  private static Scene fellSilent(Duration age, Map<String, String> annotations) {
    Node joined = SceneFaces.node(ONE, Scene.NOON, false, annotations);
    return launched(age).node(SceneFaces.silent(joined, Scene.NOON.minusSeconds(60)));
  }

  @Test
  void it_is_over_once_its_node_is_ready() {
    Scene ready = PodScene.machine(launched(Duration.ofMinutes(3)), ONE, Duration.ofMinutes(3));

    assertThat(ready.plan().changes()).contains(SERVED);
  }

  @Test
  void it_goes_on_while_its_node_fell_silent_and_was_never_seen_ready() {
    Scene silent = fellSilent(Duration.ofMinutes(3), Map.of());

    assertThat(silent.plan().changes()).doesNotContain(SERVED, FAILED);
  }

  @Test
  void it_is_on_its_way_until_its_node_was_seen_ready() {
    Map<String, String> seen =
        Map.of("ci-autoscaler.io/ready-at", Scene.NOON.minusSeconds(90).toString());

    assertThat(phase(fellSilent(Duration.ofMinutes(3), Map.of())))
        .isInstanceOf(Phase.Launching.class);
    assertThat(phase(fellSilent(Duration.ofMinutes(3), seen))).isInstanceOf(Phase.InService.class);
  }

  private static Phase phase(Scene scene) {
    return scene.fleet().machines().getFirst().phase();
  }

  @Test
  void it_counts_as_failed_where_its_node_is_never_seen_ready_in_time() {
    Scene silent = fellSilent(Duration.ofMinutes(11), Map.of());

    assertThat(silent.plan().changes()).contains(FAILED).doesNotContain(SERVED);
  }

  @Test
  void one_that_was_seen_ready_served_though_it_is_silent_now() {
    Map<String, String> seen =
        Map.of("ci-autoscaler.io/ready-at", Scene.NOON.minusSeconds(90).toString());

    assertThat(fellSilent(Duration.ofMinutes(3), seen).plan().changes()).contains(SERVED);
  }
}
