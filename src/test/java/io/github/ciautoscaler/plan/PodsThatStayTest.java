package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pods that do not leave: they must not make a machine be paid for ever, and must be named. */
class PodsThatStayTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Instant CORDONED = Scene.NOON.minusSeconds(60);

  @Test
  void the_pods_that_are_waited_for_are_named_with_their_owners() {
    Scene scene =
        draining(
            pod("web-1", null, "ReplicaSet web", 600, false),
            pod("alone", Scene.NOON.minusSeconds(10), "", 600, false));

    Reason reason = reasonOf(scene);

    assertThat(reason.code()).isEqualTo(Code.WAITING_FOR_PODS);
    assertThat(reason.message())
        .endsWith(
            "2 pods left: ci/web-1 of ReplicaSet web, ci/alone of nobody (should be gone since"
                + " 2026-11-23T11:59:50Z).");
    assertThat(scene.actions(Kind.EVICT).getFirst().effects().getLast())
        .isEqualTo(new Effect.EvictPod("ci", "web-1", "uid-web-1"));
  }

  @Test
  void more_than_a_few_are_counted() {
    Pod[] pods =
        Stream.of("a", "b", "c", "d", "e", "f", "g")
            .map(name -> pod(name, null, "Job batch", 600, false))
            .toArray(Pod[]::new);

    assertThat(reasonOf(draining(pods)).message())
        .contains("7 pods left: ci/a of Job batch,")
        .endsWith("ci/e of Job batch and 2 more.");
  }

  @Test
  void a_pod_that_is_minutes_over_its_deletion_time_holds_nothing() {
    assertThat(draining(terminating(119)).kinds(NAME)).as("is waited for").isEmpty();
    assertThat(draining(terminating(120)).kinds(NAME)).containsExactly(Kind.REMOVE);
  }

  @Test
  void a_long_grace_period_is_honoured() {
    Pod slow = pod("slow", Scene.NOON.plusSeconds(3000), "StatefulSet db", 9000, false);

    assertThat(draining(slow).actions(Kind.REMOVE)).isEmpty();
  }

  @Test
  void a_pod_that_came_back_after_the_cordon_holds_nothing_and_is_not_evicted_again() {
    Pod back = pod("web-2", null, "ReplicaSet web", 60, true);

    assertThat(draining(back).kinds(NAME)).containsExactly(Kind.REMOVE);
  }

  @Test
  void a_pod_from_before_the_cordon_is_evicted_whatever_it_tolerates() {
    assertThat(draining(pod("web-1", null, "ReplicaSet web", 61, true)).kinds(NAME))
        .containsExactly(Kind.EVICT);
    assertThat(draining(pod("web-1", null, "ReplicaSet web", 5, false)).kinds(NAME))
        .as("bound a moment before the cordon was seen")
        .containsExactly(Kind.EVICT);
  }

  @Test
  void a_runners_pod_that_is_stuck_holds_as_long_as_its_runner_is_online() {
    Pod stuck =
        new Pod(
            new Pod.Id("gitea-runners", "pod-7", "pod-uid-7"),
            NAME,
            false,
            Scene.NOON.minusSeconds(600),
            new Pod.Origin(
                Pod.Kind.DAEMON_SET, "DaemonSet runner", Scene.NOON.minusSeconds(30), true));

    assertThat(machine(true).withoutDisable().podsOn(NAME, List.of(stuck)).kinds(NAME)).isEmpty();
    assertThat(machine(false).withoutDisable().podsOn(NAME, List.of(stuck)).kinds(NAME))
        .as("then it counts as gone, and both looks showed no job")
        .containsExactly(Kind.REMOVE);
  }

  @Test
  void a_runners_pod_that_comes_back_holds_for_it_may_take_a_job() {
    Pod back =
        new Pod(
            new Pod.Id("gitea-runners", "pod-7", "pod-uid-7"),
            NAME,
            false,
            null,
            new Pod.Origin(
                Pod.Kind.DAEMON_SET, "DaemonSet runner", Scene.NOON.minusSeconds(30), true));
    Scene scene = machine(false).withoutDisable().podsOn(NAME, List.of(back));

    assertThat(scene.kinds(NAME)).containsExactly(Kind.EVICT);
    assertThat(reasonOf(scene).message())
        .contains("gitea-runners/pod-7 of DaemonSet runner (came back: it tolerates every taint)");
  }

  @Test
  void a_job_holds_the_machine_whatever_its_pods_do() {
    Scene scene = draining(terminating(600)).runs(7, "linux");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.CANCEL);
  }

  @Test
  void who_is_kept_at_its_hours_end_says_for_whom_it_waited() {
    Scene scene = new Scene().server(NAME, Duration.ofSeconds(3585));
    scene
        .node(NAME, true, ownAnnotations())
        .runner(NAME, 7, true, true, "linux")
        .podsOn(NAME, List.of(pod("web-1", null, "ReplicaSet web", 600, false)));

    assertThat(scene.actions(Kind.CANCEL))
        .singleElement()
        .satisfies(cancels -> {
          assertThat(cancels.reason().code()).isEqualTo(Code.TOO_LATE_FOR_HOUR);
          assertThat(cancels.reason().message())
              .endsWith("It waited for 1 pod left: ci/web-1 of ReplicaSet web.");
        });
  }

  private static Reason reasonOf(Scene scene) {
    return Objects.requireNonNull(scene.plan().machineReasons().get(NAME));
  }

  private static Scene draining(Pod... pods) {
    return machine(true).podsOn(NAME, List.of(pods));
  }

  private static Scene machine(boolean online) {
    return new Scene()
        .server(NAME, Duration.ofMinutes(56))
        .node(NAME, true, ownAnnotations())
        .runner(NAME, 7, online, true, "linux");
  }

  private static Map<String, String> ownAnnotations() {
    String before = Scene.NOON.minusSeconds(50).toString();
    return Map.of(
        "ci-autoscaler.io/stage",
        "draining",
        "ci-autoscaler.io/stage-since",
        CORDONED.toString(),
        "ci-autoscaler.io/stage-reason",
        "HOUR_ENDS",
        "ci-autoscaler.io/ready-at",
        Scene.NOON.minusSeconds(3000).toString(),
        "ci-autoscaler.io/idle-since",
        Scene.NOON.minusSeconds(1200).toString(),
        "ci-autoscaler.io/runner-ids",
        "7",
        "ci-autoscaler.io/disabled-ids",
        "7",
        "ci-autoscaler.io/cordoned",
        "true",
        "ci-autoscaler.io/quiet-since",
        before,
        "ci-autoscaler.io/first-look",
        Scene.NOON.minusSeconds(35).toString());
  }

  /** Stuck behind a finalizer, so many seconds over its deletion time. */
  private static Pod terminating(long over) {
    return pod("stuck", Scene.NOON.minusSeconds(over), "ReplicaSet web", 9000, false);
  }

  private static Pod pod(
      String name, @Nullable Instant deletion, String owner, long age, boolean tolerates) {
    return new Pod(
        new Pod.Id("ci", name, "uid-" + name),
        NAME,
        false,
        deletion,
        new Pod.Origin(Pod.Kind.ORDINARY, owner, Scene.NOON.minusSeconds(age), tolerates));
  }
}
