package io.github.ciautoscaler.plan;

import static io.github.ciautoscaler.fleet.Workloads.GIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Machines that are launched for pods: which, how many, and why none. */
class PodPoolsTest {

  private static Workloads web(String name) {
    return Workloads.pod(name, Scene.NOON.minusSeconds(60));
  }

  private static Workload[] replicas(int count, boolean apart) {
    return IntStream.range(0, count)
        .mapToObj(i -> apart ? web("web-" + i).apart() : web("web-" + i))
        .map(Workloads::waiting)
        .toArray(Workload[]::new);
  }

  private static int launches(Scene scene) {
    return scene.actions(Kind.CREATE).size();
  }

  private static List<Code> notDone(Scene scene) {
    return scene.plan().decisions().stream()
        .filter(decision -> decision.action() == null)
        .map(decision -> decision.reason().code())
        .toList();
  }

  @Test
  void five_replicas_that_keep_apart_get_five_machines() {
    assertThat(launches(PodScene.of(10, replicas(5, true)))).isEqualTo(5);
  }

  @Test
  void no_more_than_the_pool_may_have_and_it_is_said() {
    Scene scene = PodScene.of(3, replicas(5, true));

    assertThat(launches(scene)).isEqualTo(3);
    assertThat(notDone(scene)).contains(Code.AT_MAX_NODES);
  }

  @Test
  void a_machine_of_which_none_was_seen_is_thought_to_take_no_more_pods_than_max_pods() {
    PodDemand few = new PodDemand(false, new PodDemand.Pods(Set.of(), Map.of(), List.of(), 1));
    Scene scene = PodScene.of(10, replicas(3, false));

    assertThat(launches(scene)).isEqualTo(1);
    assertThat(launches(scene.with(Scene.settings(10, PodScene.pool(few, 10))))).isEqualTo(3);
  }

  @Test
  void it_is_told_how_many_wait_and_for_how_many_there_is_no_room() {
    Scene scene = PodScene.of(3, replicas(5, true));

    assertThat(scene.plan().sizes().pools().getFirst().pods()).isEqualTo(new PodsWaiting(5, 5));
    Scene joined = PodScene.machine(scene, "ci-runner-00000001", Duration.ofMinutes(2), Map.of());
    assertThat(joined.plan().sizes().pools().getFirst().pods()).isEqualTo(new PodsWaiting(5, 4));
  }

  @Test
  void many_pods_share_a_machine() {
    Scene scene = PodScene.of(10, replicas(6, false));

    assertThat(launches(scene)).as("three of 500m and 1 GiB fit on each").isEqualTo(2);
    Action first = scene.actions(Kind.CREATE).getFirst();
    assertThat(first.reason().code()).isEqualTo(Code.PODS_PENDING);
    assertThat(first.effects())
        .anySatisfy(effect ->
            assertThat(effect)
                .isInstanceOfSatisfying(
                    Effect.CreateServer.class,
                    it ->
                        assertThat(it.labels()).containsEntry("ci-autoscaler.io/demand", "pods")));
  }

  @Test
  void a_daemon_sets_pod_takes_its_room_on_each() {
    Workload[] pods =
        new Workload[] {
          web("log").asking(1000, GIB).ofDaemonSet("log").on("elsewhere"),
          web("a").asking(1000, GIB).waiting()
        };

    assertThat(notDone(PodScene.of(10, pods))).contains(Code.POD_FITS_NO_POOL);
  }

  @Test
  void a_pool_for_jobs_gets_none_for_pods() {
    Scene scene = PodScene.of(5, replicas(5, true));
    scene.with(Scene.settings(5, PodScene.pool(PodDemand.JOBS, 5)));

    assertThat(launches(scene)).isZero();
  }

  @Test
  void a_pool_for_pods_gets_none_for_jobs() {
    assertThat(launches(PodScene.of(5).queued(3, "linux"))).isZero();
  }

  @Test
  void a_pool_for_both_serves_both() {
    PodDemand both = new PodDemand(true, PodScene.FOR_PODS.pods());
    Scene scene = PodScene.of(9, replicas(2, true)).queued(1, "linux");

    assertThat(launches(scene.with(Scene.settings(9, PodScene.pool(both, 9))))).isEqualTo(3);
  }

  @Test
  void a_pod_of_another_namespace_asks_for_nothing() {
    PodDemand other =
        new PodDemand(false, new PodDemand.Pods(Set.of("other"), Map.of(), List.of()));
    Scene scene = PodScene.of(5, replicas(2, true));

    assertThat(launches(scene.with(Scene.settings(5, PodScene.pool(other, 5))))).isZero();
  }

  @Test
  void a_young_a_deleted_and_a_scheduled_pod_ask_for_nothing() {
    Workload young = Workloads.pod("young", Scene.NOON.minusSeconds(4)).waiting();
    Workload deleted = web("deleted").workload(null, Scene.NOON, true);
    Workload other = web("other").workload(null, null, false);

    assertThat(launches(PodScene.of(5, young, deleted, other))).isZero();
    Workload old = Workloads.pod("old", Scene.NOON.minusSeconds(5)).waiting();
    assertThat(launches(PodScene.of(5, old))).isEqualTo(1);
  }

  @Test
  void unknown_pods_launch_nothing_and_it_is_said() {
    Scene scene = PodScene.of(5);
    scene.seenAs(seen -> PodScene.sized(PodScene.unread(seen, List.of(replicas(3, true)))));

    assertThat(launches(scene)).isZero();
    assertThat(notDone(scene)).contains(Code.SOURCE_UNKNOWN);
  }

  @Test
  void machines_on_their_way_are_filled_first() {
    Scene scene = PodScene.of(5, replicas(2, true));
    PendingLaunch pending =
        PendingLaunch.begun(
            new LaunchOrder("work", new Offering("cpx22", "fsn1"), Set.of(), null, null),
            Scene.NOON.minusSeconds(20),
            "this-process");
    scene.stored(stored ->
        StateChanges.apply(
            stored, List.of(new StateChange.LaunchPending("ci-runner-00000001", pending))));
    scene.inFlight("ci-runner-00000001");

    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void a_machine_in_service_with_room_gets_no_double() {
    Scene scene = PodScene.of(5, web("a").waiting());
    PodScene.machine(scene, "ci-runner-00000001", Duration.ofMinutes(20));

    assertThat(launches(scene)).isZero();
    assertThat(scene.plan().machineReasons())
        .hasEntrySatisfying(
            "ci-runner-00000001", why -> assertThat(why.code()).isEqualTo(Code.KEPT_FOR_PODS));
  }

  @Test
  void a_pod_that_the_scheduler_leaves_although_there_is_room_keeps_and_launches_nothing() {
    Workload left = Workloads.pod("left", Scene.NOON.minusSeconds(300)).waiting();
    Scene scene = PodScene.of(5, left);
    PodScene.machine(scene, "ci-runner-00000001", Duration.ofMinutes(20));
    scene.seenAs(seen -> PodScene.read(SceneTimes.readySince(seen, 300), List.of(left)));

    assertThat(launches(scene)).isZero();
    assertThat(notDone(scene)).contains(Code.POD_NOT_TAKEN);
    assertThat(scene.plan().machineReasons())
        .hasEntrySatisfying(
            "ci-runner-00000001", why -> assertThat(why.code()).isEqualTo(Code.PAID_UNTIL));
  }

  @Test
  void a_pod_that_fits_on_no_machine_is_told_what_it_lacks() {
    Scene scene = PodScene.of(5, web("huge").asking(2000, GIB).waiting());

    assertThat(launches(scene)).isZero();
    assertThat(scene.plan().decisions())
        .anySatisfy(decision -> {
          assertThat(decision.subject()).isEqualTo("pod/ci/huge");
          assertThat(decision.reason().code()).isEqualTo(Code.POD_FITS_NO_POOL);
          assertThat(decision.reason().message())
              .isEqualTo(
                  "Pod ci/huge waits, and on a new machine of pool work there is too little cpu (as"
                      + " computed of cpx22 less the usual reserves).");
        });
  }

  @Test
  void what_a_node_of_the_pool_shows_counts_more_than_what_is_computed() {
    Workload huge = web("huge").asking(2000, GIB).waiting();
    Scene scene = PodScene.of(5, huge, web("a").on("ci-runner-00000001"));
    PodScene.machine(scene, "ci-runner-00000001", Duration.ofMinutes(20));
    scene.seenAs(seen ->
        SceneTimes.asType(
            PodScene.read(seen, List.of(huge, web("a").on("ci-runner-00000001"))), "cpx22"));

    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void machines_for_pods_alone_take_nothing_of_the_most_jobs() {
    Scene scene = PodScene.of(5, replicas(2, true));
    PlanSettings given = scene.settings();
    scene.with(
        new PlanSettings(
            given.pools(),
            new PlanSettings.Caps(5, 0, PlanSettings.Spend.UNLIMITED),
            given.times(),
            given.pace(),
            given.original()));

    assertThat(launches(scene)).isEqualTo(2);
  }

  @Test
  void an_unknown_size_launches_nothing() {
    Scene scene = PodScene.of(5);
    scene.seenAs(seen -> PodScene.read(seen, List.of(web("a").waiting())));

    assertThat(launches(scene)).isZero();
    assertThat(notDone(scene)).contains(Code.POD_FITS_NO_POOL);
  }
}
