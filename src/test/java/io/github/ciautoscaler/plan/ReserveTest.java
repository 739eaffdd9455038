package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Period;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.WarmCapacity.Entry;
import io.github.ciautoscaler.fleet.WarmCapacity.Scaling;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What pools hold ready though no job needs it: a minimum of machines, and free slots. */
class ReserveTest {

  private static final Offering CCX33 = new Offering("ccx33", "nbg1");
  private static final Set<String> LINUX = Set.of("linux");
  private static final String FIRST = "ci-runner-00000001";
  private static final String SECOND = "ci-runner-00000002";
  private static final Duration DUE = Duration.ofMinutes(56);
  private static final Duration YOUNG = Duration.ofMinutes(20);
  private static final Duration TEN = Duration.ofMinutes(10);

  private static final Pool POOL = Pools.of(Pool.DEFAULT, 5, LINUX, CCX33);

  @Test
  void a_pool_is_launched_up_to_its_minimum_without_a_job() {
    Scene empty = scene(Pools.withMinimum(POOL, 2));

    assertThat(empty.actions(Kind.CREATE))
        .hasSize(2)
        .allMatch(action -> action.reason().code() == Code.POOL_MINIMUM);
    assertThat(empty.idle(FIRST, YOUNG, TEN, 7, "linux").actions(Kind.CREATE)).hasSize(1);
    assertThat(empty.idle(SECOND, YOUNG, TEN, 8, "linux").actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void what_jobs_launch_counts_for_the_minimum() {
    Scene scene = scene(Pools.withMinimum(POOL, 2)).queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).hasSize(2);
  }

  @Test
  void a_machine_of_the_minimum_stays_over_its_hours_end() {
    Scene one = scene(Pools.withMinimum(POOL, 1)).idle(FIRST, DUE, TEN, 7, "linux");

    assertThat(one.kinds(FIRST)).isEmpty();
    assertThat(reason(one, FIRST)).isEqualTo(Code.KEPT_READY);
  }

  @Test
  void of_more_than_are_held_those_go_whose_hour_ends_first() {
    Scene two =
        scene(Pools.withMinimum(POOL, 1))
            .idle(FIRST, DUE, TEN, 7, "linux")
            .idle(SECOND, YOUNG, TEN, 8, "linux");

    assertThat(two.kinds(FIRST)).containsExactly(Kind.DEREGISTER);
    assertThat(reason(two, SECOND)).isEqualTo(Code.KEPT_READY);
  }

  @Test
  void of_two_whose_hour_ends_at_once_one_stays() {
    Scene two =
        scene(Pools.withMinimum(POOL, 1))
            .idle(FIRST, DUE, TEN, 7, "linux")
            .idle(SECOND, DUE, TEN, 8, "linux");

    assertThat(two.actions(Kind.DEREGISTER)).hasSize(1);
  }

  @Test
  void warm_capacity_counts_slots_and_not_machines() {
    Pool pool = Pools.holding(Pools.withSlots(POOL, 2), slots(3));

    assertThat(scene(pool).actions(Kind.CREATE))
        .hasSize(2)
        .allMatch(action -> action.reason().code() == Code.WARM_CAPACITY);
  }

  @Test
  void a_queued_job_takes_a_free_slot_and_the_slot_is_filled_up_again() {
    Scene scene = scene(Pools.holding(POOL, slots(1))).idle(FIRST, YOUNG, TEN, 7, "linux");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.queued(1, "linux").actions(Kind.CREATE))
        .singleElement()
        .satisfies(action -> assertThat(action.reason().code()).isEqualTo(Code.WARM_CAPACITY));
  }

  @Test
  void slots_that_jobs_leave_free_on_a_machine_launched_for_them_count() {
    Pool pool = Pools.holding(Pools.withSlots(POOL, 4), slots(3));

    assertThat(scene(pool).queued(1, "linux").actions(Kind.CREATE))
        .singleElement()
        .satisfies(
            action -> assertThat(action.reason().code()).isEqualTo(Code.QUEUE_EXCEEDS_CAPACITY));
  }

  @Test
  void free_slots_follow_those_in_use() {
    Entry half = new Entry(List.of(Period.ALWAYS), 0, new Scaling(0.5, 9), null);
    Scene scene = scene(Pools.holding(POOL, half)).idle(FIRST, YOUNG, TEN, 7, "linux");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.runs(7, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void outside_of_its_period_a_warm_machine_goes_as_any_other() {
    Entry never = new Entry(List.of(now -> false), 1, Scaling.NONE, null);

    assertThat(scene(Pools.holding(POOL, never)).idle(FIRST, DUE, TEN, 7, "linux").kinds(FIRST))
        .containsExactly(Kind.DEREGISTER);
  }

  @Test
  void a_machine_on_its_way_out_is_kept_before_a_new_one_is_launched() {
    Scene scene = scene(Pools.holding(POOL, slots(1))).leaving(FIRST, 7, "linux");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.actions(Kind.CANCEL))
        .singleElement()
        .satisfies(action -> assertThat(action.reason().code()).isEqualTo(Code.KEPT_READY));
  }

  @Test
  void the_maximum_holds_and_is_said() {
    Pool full = Pools.holding(Pools.withLimits(POOL, Pool.Limits.atMost(1)), slots(2));
    Scene scene = scene(full).idle(FIRST, YOUNG, TEN, 7, "linux");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.plan().decisions())
        .anySatisfy(decision -> {
          assertThat(decision.isDone()).isFalse();
          assertThat(decision.reason().code()).isEqualTo(Code.AT_MAX_NODES);
        });
  }

  @Test
  void a_job_that_the_total_maximum_refuses_a_machine_ends_the_reserve_of_others() {
    Pool warm = Pools.holding(POOL, slots(1));
    Pool other = Pools.of("arm", 5, Set.of("arm64"), CCX33);
    Scene scene =
        new Scene().with(Scene.settings(1, warm, other)).idle(FIRST, DUE, TEN, 7, "linux");
    assertThat(reason(scene, FIRST)).isEqualTo(Code.KEPT_READY);

    scene.queued(1, "arm64");

    assertThat(scene.kinds(FIRST)).containsExactly(Kind.DEREGISTER);
  }

  @Test
  void machines_of_other_pools_do_not_count() {
    Pool warm = Pools.holding(POOL, slots(1));
    Scene scene =
        new Scene()
            .with(Scene.settings(5, warm, Pools.of("other", 5, LINUX, CCX33)))
            .server(
                FIRST,
                YOUNG,
                Map.of(
                    Labels.MANAGED_BY, Labels.MANAGED_BY_US,
                    Labels.INSTALLATION, Scene.OURS,
                    Labels.POOL, "other"))
            .node(FIRST, true, Map.of())
            .runner(FIRST, 7, true, false, "linux");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  private static Scene scene(Pool pool) {
    return new Scene().with(Scene.settings(5, pool));
  }

  private static Entry slots(int idle) {
    return new Entry(List.of(Period.ALWAYS), idle, Scaling.NONE, null);
  }

  private static Code reason(Scene scene, String machine) {
    return Objects.requireNonNull(scene.plan().machineReasons().get(machine)).code();
  }
}
