package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Machines that are there for pods: when they stay, and when they go. */
class PodMachinesTest {

  private static final String ONE = "ci-runner-00000001";
  private static final String TWO = "ci-runner-00000002";

  /** Two minutes before the end of the first paid hour. */
  private static final Duration DUE = Duration.ofSeconds(3470);

  private static final Duration PAID = Duration.ofMinutes(20);

  private static Workloads web(String name) {
    return Workloads.pod(name, Scene.NOON.minusSeconds(600));
  }

  private static Scene due(Workload... pods) {
    return PodScene.machine(PodScene.of(5, pods), ONE, DUE);
  }

  private static Scene leaving(String stage, Workload... pods) {
    Map<String, String> notes =
        Map.of(
            "ci-autoscaler.io/stage",
            stage,
            "ci-autoscaler.io/stage-since",
            Scene.NOON.minusSeconds(90).toString(),
            "ci-autoscaler.io/stage-reason",
            "HOUR_ENDS");
    return PodScene.machine(PodScene.of(5, pods), ONE, DUE, notes);
  }

  private static Reason why(Scene scene) {
    return Objects.requireNonNull(scene.plan().machineReasons().get(ONE));
  }

  private static List<Kind> acts(Scene scene) {
    return scene.kinds(ONE).stream().filter(kind -> kind != Kind.ANNOTATE).toList();
  }

  @Test
  void it_serves_as_soon_as_its_node_is_ready_and_needs_no_runner() {
    Scene scene = PodScene.machine(PodScene.of(5), ONE, PAID);

    assertThat(why(scene).code()).isEqualTo(Code.PAID_UNTIL);
    assertThat(scene.plan().warnings()).isEmpty();
  }

  @Test
  void without_pods_it_goes_at_its_hours_end() {
    assertThat(acts(due())).containsExactly(Kind.DEREGISTER);
    assertThat(why(due()).code()).isEqualTo(Code.HOUR_ENDS);
  }

  @Test
  void pods_that_come_to_every_node_and_finished_ones_do_not_keep_it() {
    Workload daemon = web("log").ofDaemonSet("log").on(ONE);
    Workload ended = web("ended").on(ONE);
    Pod pod = ended.pod();
    Pod finished = new Pod(pod.id(), ONE, true, null, pod.origin());
    Workload done = new Workload(finished, Map.of(), ended.requests(), ended.constraints(), false);

    assertThat(acts(due(daemon, done))).containsExactly(Kind.DEREGISTER);
  }

  @Test
  void a_pod_that_fits_nowhere_else_keeps_it() {
    Scene scene = due(web("a").on(ONE));

    assertThat(acts(scene)).isEmpty();
    assertThat(why(scene)).isEqualTo(new Reason(Code.RUNNING_PODS, "Runs a pod: ci/a."));
  }

  @Test
  void pods_that_fit_on_another_are_moved_at_its_hours_end_and_not_before() {
    Scene scene = due(web("a").on(ONE), web("b").on(TWO));
    PodScene.machine(scene, TWO, PAID);

    assertThat(acts(scene)).containsExactly(Kind.DEREGISTER);

    Scene early = PodScene.of(5, web("a").on(ONE), web("b").on(TWO));
    PodScene.machine(PodScene.machine(early, ONE, PAID), TWO, PAID);
    assertThat(acts(early)).isEmpty();
  }

  @Test
  void two_machines_whose_hours_end_do_not_both_go_for_each_other() {
    Scene scene = due(web("a").on(ONE), web("b").on(TWO));
    PodScene.machine(scene, TWO, DUE);

    assertThat(scene.actions(Kind.DEREGISTER)).hasSize(1);
  }

  @Test
  void the_last_of_a_minimum_is_not_moved_from() {
    Scene scene = due(web("a").on(ONE), web("b").on(TWO));
    PodScene.machine(scene, TWO, PAID);
    Pool held = PodScene.pool(PodScene.FOR_PODS, new Pool.Limits(2, 5, null));
    scene.with(Scene.settings(5, held));

    assertThat(acts(scene)).isEmpty();
  }

  @Test
  void work_that_would_be_lost_keeps_it_though_it_would_fit_elsewhere() {
    Scene scene = due(web("a").keeping("safe-to-evict is false").on(ONE), web("b").on(TWO));
    PodScene.machine(scene, TWO, PAID);

    assertThat(acts(scene)).isEmpty();
    assertThat(why(scene).message()).isEqualTo("Runs a pod: ci/a (safe-to-evict is false).");
  }

  @Test
  void while_its_pods_are_unknown_it_stays() {
    Scene scene = due();
    scene.seenAs(seen -> PodScene.unread(seen, List.of()));

    assertThat(acts(scene)).isEmpty();
    assertThat(why(scene).code()).isEqualTo(Code.SOURCE_UNKNOWN);
  }

  @Test
  void it_stays_also_when_its_pool_is_gone_and_goes_without_pods() {
    Scene busy = due(web("a").on(ONE)).with(Scene.settings(5, Pools.ofDefault(5)));
    assertThat(acts(busy)).isEmpty();
    assertThat(why(busy).code()).isEqualTo(Code.RUNNING_PODS);

    Scene idle = due().with(Scene.settings(5, Pools.ofDefault(5)));
    assertThat(acts(idle)).containsExactly(Kind.DEREGISTER);
  }

  @Test
  void a_pod_that_came_while_it_went_keeps_it() {
    assertThat(acts(leaving("deregistering", web("a").on(ONE)))).containsExactly(Kind.CANCEL);
  }

  @Test
  void a_pod_that_waits_and_fits_brings_it_back() {
    Scene scene = leaving("deregistering", web("a").waiting());

    assertThat(acts(scene)).containsExactly(Kind.CANCEL);
    assertThat(scene.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void a_pod_that_did_not_come_while_it_served_does_not_bring_it_back() {
    Workload refused = web("refused").waiting();
    Scene scene = leaving("deregistering", refused);
    scene.seenAs(
        seen -> PodScene.read(SceneTimes.readySince(PodScene.sized(seen), 1200), List.of(refused)));

    assertThat(acts(scene)).doesNotContain(Kind.CANCEL);
    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.plan().decisions())
        .anySatisfy(it -> assertThat(it.reason().code()).isEqualTo(Code.POD_NOT_TAKEN));
  }

  @Test
  void a_pod_that_had_no_time_to_come_while_it_served_brings_it_back() {
    Workload late = Workloads.pod("late", Scene.NOON.minusSeconds(389)).waiting();
    Scene scene = leaving("deregistering", late);
    scene.seenAs(
        seen -> PodScene.read(SceneTimes.readySince(PodScene.sized(seen), 1200), List.of(late)));

    assertThat(acts(scene)).containsExactly(Kind.CANCEL);
  }

  @Test
  void a_drain_evicts_what_may_be_moved_and_waits_for_the_rest() {
    Workload moves = web("a").on(ONE);
    Workload stays = web("b").keeping("a job's work would be lost").on(ONE);
    Scene scene =
        leaving("draining", moves, stays)
            .recorded(ONE, "ci-autoscaler.io/drain", Scene.NOON.minusSeconds(60).toString())
            .podsOn(ONE, List.of(moves.pod(), stays.pod()));

    Action evict = scene.actions(Kind.EVICT).getFirst();
    assertThat(evict.effects())
        .contains(new Effect.EvictPod("ci", "a", "uid-a"))
        .doesNotContain(new Effect.EvictPod("ci", "b", "uid-b"));
    assertThat(evict.reason().message()).contains("ci/b", "a job's work would be lost");
  }
}
