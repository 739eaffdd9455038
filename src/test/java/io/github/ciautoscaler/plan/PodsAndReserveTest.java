package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Period;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.fleet.WarmCapacity.Scaling;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine whose pods fit elsewhere goes only where jobs and its pool do without it. */
class PodsAndReserveTest {

  private static final String ONE = "ci-runner-00000001";
  private static final String TWO = "ci-runner-00000002";
  private static final String THREE = "ci-runner-00000003";

  /** Two minutes before the end of the first paid hour. */
  private static final Duration DUE = Duration.ofSeconds(3470);

  private static final Duration PAID = Duration.ofMinutes(20);

  private static final PodDemand BOTH = new PodDemand(true, PodScene.FOR_PODS.pods());

  private static Workload pod(String name, String node) {
    return Workloads.pod(name, Scene.NOON.minusSeconds(600)).on(node);
  }

  private static Pool slots(int free) {
    WarmCapacity warm =
        new WarmCapacity(
            List.of(new WarmCapacity.Entry(List.of(Period.ALWAYS), free, Scaling.NONE, null)));
    Pool pool = PodScene.pool(BOTH, 5);
    return new Pool(
        pool.name(),
        pool.template(),
        pool.service(),
        new Pool.Size(pool.limits(), warm),
        pool.times());
  }

  private static Pool atLeast(int min) {
    return PodScene.pool(BOTH, new Pool.Limits(min, 5, null));
  }

  /** Its first machine has a pod, a free runner and an hour that ends; the second stays. */
  private static Scene mixed(Pool pool) {
    Scene scene = PodScene.of(5, pod("a", ONE), pod("b", TWO)).with(Scene.settings(5, pool));
    machine(scene, ONE, DUE, 7);
    return PodScene.machine(scene, TWO, PAID);
  }

  private static void machine(Scene scene, String name, Duration age, long runner) {
    PodScene.machine(scene, name, age, Map.of("ci-autoscaler.io/runner-ids", "" + runner))
        .runner(name, runner, true, false, "linux");
  }

  private static List<String> going(Scene scene) {
    return scene.actions(Kind.DEREGISTER).stream().map(Action::machine).toList();
  }

  @Test
  void it_goes_where_nothing_holds_it() {
    assertThat(going(mixed(PodScene.pool(BOTH, 5)))).containsExactly(ONE);
  }

  @Test
  void it_stays_for_a_queued_job_that_takes_its_slot() {
    assertThat(going(mixed(PodScene.pool(BOTH, 5)).queued(1, "linux"))).isEmpty();
  }

  @Test
  void it_stays_where_its_slot_is_the_warm_capacity() {
    assertThat(going(mixed(slots(1)))).isEmpty();
  }

  @Test
  void it_goes_where_another_has_the_warm_capacity() {
    Scene scene = mixed(slots(1));
    machine(scene, THREE, PAID, 9);

    assertThat(going(scene)).containsExactly(ONE);
  }

  @Test
  void of_two_that_could_go_one_stays_for_the_minimum() {
    Scene scene = PodScene.of(5, pod("a", ONE), pod("b", TWO), pod("c", THREE));
    scene.with(Scene.settings(5, atLeast(2)));
    PodScene.machine(PodScene.machine(scene, ONE, DUE), TWO, DUE);
    PodScene.machine(scene, THREE, PAID);

    assertThat(going(scene)).hasSize(1);
  }

  @Test
  void an_idle_one_that_goes_at_the_same_time_is_not_counted_on() {
    Scene scene = PodScene.of(5, pod("b", TWO), pod("c", THREE));
    scene.with(Scene.settings(5, atLeast(2)));
    machine(scene, ONE, DUE.plusSeconds(1), 7);
    PodScene.machine(PodScene.machine(scene, TWO, DUE), THREE, PAID);

    assertThat(going(scene)).containsExactly(ONE);
  }

  @Test
  void its_pods_are_not_moved_to_an_idle_one_that_goes_at_the_same_time() {
    Scene scene = PodScene.of(5, pod("b", TWO));
    PodScene.machine(PodScene.machine(scene, ONE, DUE), TWO, DUE);

    assertThat(going(scene)).containsExactly(ONE);
  }

  /** Of a pool for pods alone that has one machine at least, which leaves. */
  private static Scene leaving(String stage) {
    Pool pool = PodScene.pool(PodScene.FOR_PODS, new Pool.Limits(1, 5, null));
    Map<String, String> notes =
        Map.of(
            "ci-autoscaler.io/stage",
            stage,
            "ci-autoscaler.io/stage-since",
            Scene.NOON.minusSeconds(90).toString(),
            "ci-autoscaler.io/stage-reason",
            "HOUR_ENDS");
    return PodScene.machine(PodScene.of(5).with(Scene.settings(5, pool)), ONE, DUE, notes);
  }

  @Test
  void one_for_pods_alone_that_leaves_is_brought_back_for_the_minimum() {
    Scene scene = leaving("deregistering");

    assertThat(scene.actions(Kind.CANCEL)).extracting(Action::machine).containsExactly(ONE);
    assertThat(scene.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void one_whose_server_is_being_deleted_is_replaced() {
    Scene scene = leaving("removing");

    assertThat(scene.actions(Kind.CANCEL)).isEmpty();
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void one_whose_node_is_not_ready_is_replaced() {
    Scene scene = leaving("deregistering").notReadyFor(ONE, Duration.ofMinutes(2));

    assertThat(scene.actions(Kind.CANCEL)).isEmpty();
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }
}
