package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine that is there for pods, whose Node is silent, or whose delete came to nothing. */
class LostNodeWithPodsTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Duration AGE = Duration.ofMinutes(20);

  private static Workloads web(String name) {
    return Workloads.pod(name, Scene.NOON.minusSeconds(600));
  }

  private static Scene silent(Map<String, String> notes, Workload... pods) {
    return PodScene.machine(PodScene.of(5, pods), NAME, AGE, notes)
        .notReadyFor(NAME, Duration.ofMinutes(6));
  }

  private static Map<String, String> stage(String stage, String reason) {
    String since = Scene.NOON.minusSeconds(90).toString();
    return Map.of(
        "ci-autoscaler.io/stage",
        stage,
        "ci-autoscaler.io/stage-since",
        since,
        "ci-autoscaler.io/stage-reason",
        reason);
  }

  private static List<Kind> acts(Scene scene) {
    return scene.kinds(NAME).stream().filter(kind -> kind != Kind.ANNOTATE).toList();
  }

  private static Reason why(Scene scene) {
    return Objects.requireNonNull(scene.plan().machineReasons().get(NAME));
  }

  @Test
  void it_goes_although_a_pod_that_tolerates_everything_is_left_on_it() {
    assertThat(why(silent(Map.of(), web("a").on(NAME))).code()).isEqualTo(Code.NODE_LOST);
  }

  @Test
  void a_pod_that_must_not_be_moved_may_run_on_there_and_keeps_it() {
    Scene scene = silent(Map.of(), web("a").on(NAME), web("b").keeping("by hand").on(NAME));

    assertThat(acts(scene)).isEmpty();
    assertThat(why(scene).message()).contains("ci/b (by hand)");
  }

  @Test
  void one_that_is_being_ended_keeps_it_until_it_counts_as_stuck() {
    Workloads kept = web("a").keeping("by hand");
    Workload stuck = kept.deletedOn(NAME, Scene.NOON.minusSeconds(120));
    Workload going = kept.deletedOn(NAME, Scene.NOON.minusSeconds(119));

    assertThat(why(silent(Map.of(), stuck)).code()).isEqualTo(Code.NODE_LOST);
    assertThat(acts(silent(Map.of(), going))).isEmpty();
  }

  @Test
  void its_pods_are_asked_to_go_and_are_waited_for_before_its_server_is_deleted() {
    Map<String, String> draining = stage("draining", "NODE_LOST");
    Workload left = web("a").on(NAME);
    Scene asks = silent(draining, left);
    assertThat(acts(asks)).as("the list of its own pods was not read").isEmpty();

    asks.podsOn(NAME, List.of(left.pod()));
    assertThat(acts(asks)).containsExactly(Kind.EVICT);
    assertThat(asks.actions(Kind.EVICT).getFirst().effects())
        .contains(new Effect.EvictPod("ci", "a", "uid-a"));

    Scene waits = silent(draining, web("a").deletedOn(NAME, Scene.NOON.minusSeconds(119)));
    assertThat(acts(waits)).doesNotContain(Kind.CANCEL);
    Scene stuck = silent(draining, web("a").deletedOn(NAME, Scene.NOON.minusSeconds(120)));
    assertThat(acts(stuck)).containsExactly(Kind.REMOVE);
  }

  @Test
  void it_stays_when_its_node_is_back_and_its_pods_with_it() {
    Scene scene =
        PodScene.machine(
            PodScene.of(5, web("a").on(NAME)), NAME, AGE, stage("draining", "NODE_LOST"));

    assertThat(acts(scene)).containsExactly(Kind.CANCEL);
  }

  /** Its delete was accepted and came to nothing; a DaemonSet by hand tolerates every taint. */
  @ParameterizedTest
  @CsvSource({"true, 60, 1", "true, 600, 0", "false, 60, 0"})
  void a_pod_that_came_in_spite_of_the_taint_does_not_hold_a_server_that_is_to_be_deleted(
      boolean tolerates, int age, int removals) {
    Workload plain = Workloads.pod("a", Scene.NOON.minusSeconds(age)).on(NAME);
    Pod.Origin origin = plain.pod().origin();
    Pod pod =
        new Pod(
            plain.pod().id(),
            NAME,
            false,
            null,
            new Pod.Origin(origin.kind(), origin.owner(), origin.created(), tolerates));
    Workload back = new Workload(pod, plain.labels(), plain.requests(), plain.constraints(), false);
    Scene scene = PodScene.machine(PodScene.of(5, back), NAME, AGE, stage("removing", "HOUR_ENDS"));

    assertThat(scene.actions(Kind.REMOVE)).hasSize(removals);
  }
}
