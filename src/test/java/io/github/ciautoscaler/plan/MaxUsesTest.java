package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Period;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Machines that go after so many jobs. */
class MaxUsesTest {

  private static final String NAME = "ci-runner-00000001";
  private static final String USED_BY = NodeAnnotations.USED_BY;
  private static final Duration YOUNG = Duration.ofMinutes(20);
  private static final Duration TEN = Duration.ofMinutes(10);
  private static final Pool POOL =
      Pools.of(Pool.DEFAULT, 5, Set.of("linux"), new Offering("ccx33", "nbg1"));

  @Test
  void the_only_job_of_a_machine_is_recorded_and_its_runner_disabled_while_it_runs() {
    Scene scene = scene(1).runs(7, "linux");

    assertThat(scene.actions(Kind.DISABLE))
        .singleElement()
        .satisfies(action -> {
          assertThat(action.reason().code()).isEqualTo(Code.USED_UP);
          assertThat(patch(action).annotations())
              .containsEntry(USED_BY, "1000.0")
              .containsEntry(NodeAnnotations.DISABLED_IDS, "7");
          assertThat(action.effects().getLast()).isEqualTo(new Effect.DisableRunner(7));
        });
    assertThat(machine(scene).isBusy()).isTrue();
    assertThat(machine(scene).isTerminating()).isFalse();
  }

  @Test
  void a_job_before_the_last_is_recorded_and_nothing_else() {
    Scene scene = scene(2).runs(7, "linux");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.ANNOTATE);
    assertThat(patch(scene.actions(Kind.ANNOTATE).getFirst()).annotations())
        .containsEntry(USED_BY, "1000.0");
    assertThat(scene.recorded(NAME, USED_BY, "41.1").actions(Kind.DISABLE)).hasSize(1);
  }

  @Test
  void a_job_is_counted_once_over_passes_and_restarts() {
    Scene scene = scene(2).runs(7, "linux").recorded(NAME, USED_BY, "1000.0");

    assertThat(machine(scene).slots().uses().count()).isEqualTo(1);
    assertThat(scene.actions(Kind.DISABLE)).isEmpty();
  }

  @Test
  void a_job_whose_annotation_was_lost_is_counted_by_who_saw_it() {
    Conditions seen = scene(1).runs(7, "linux").fleet().conditions();

    Scene after = scene(1).conditions(seen);

    assertThat(machine(after).isUsedUp()).isTrue();
    assertThat(after.kinds(NAME)).containsExactly(Kind.DEREGISTER);
    assertThat(patch(scene(2).conditions(seen).actions(Kind.ANNOTATE).getFirst()).annotations())
        .containsEntry(USED_BY, "1000.0");
  }

  @Test
  void a_job_that_no_list_shows_is_known_by_its_runners_activity() {
    Scene scene = scene(1).seenAs(Seen::runnersAreBusy);

    assertThat(machine(scene).isUsedUp()).isTrue();
    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);
    assertThat(machine(scene(3).recorded(NAME, USED_BY, "?,1000.0")).slots().uses().count())
        .isEqualTo(1);
  }

  @Test
  void a_used_up_machine_goes_at_once_and_a_queued_job_gets_another() {
    Scene scene = scene(1).recorded(NAME, USED_BY, "41.1").queued(1, "linux");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void on_its_way_out_it_is_called_back_by_no_job_and_no_hour() {
    Scene scene =
        leaving(1, Duration.ofMinutes(20)).queued(1, "linux").recorded(NAME, USED_BY, "41.1");

    assertThat(scene.actions(Kind.CANCEL)).isEmpty();
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
    assertThat(
            leaving(1, Duration.ofMinutes(61)).recorded(NAME, USED_BY, "41.1").actions(Kind.CANCEL))
        .isEmpty();
  }

  @Test
  void a_job_that_slips_in_is_waited_for_and_its_runner_stays_disabled() {
    Scene scene =
        leaving(1, Duration.ofMinutes(20)).recorded(NAME, USED_BY, "41.1").runs(7, "linux");

    assertThat(scene.actions(Kind.CANCEL))
        .singleElement()
        .satisfies(action -> {
          assertThat(action.effects()).noneMatch(it -> it instanceof Effect.EnableRunner);
          assertThat(patch(action).annotations()).containsEntry(NodeAnnotations.DISABLED_IDS, "7");
        });
  }

  @Test
  void no_more_slots_count_than_jobs_that_it_may_be_given() {
    Pool pool = Pools.withMaxUses(Pools.withSlots(POOL, 2), 3);
    Scene two = idle().with(Scene.settings(5, pool)).recorded(NAME, USED_BY, "41.1,42.1");

    assertThat(two.queued(2, "linux").actions(Kind.CREATE)).hasSize(1);
    Scene fresh = new Scene().with(Scene.settings(5, Pools.withMaxUses(pool, 1)));
    assertThat(fresh.queued(2, "linux").actions(Kind.CREATE)).hasSize(2);
  }

  @Test
  void a_used_up_machine_is_not_held_ready_and_is_replaced() {
    WarmCapacity.Entry one =
        new WarmCapacity.Entry(List.of(Period.ALWAYS), 1, WarmCapacity.Scaling.NONE, null);
    Scene scene =
        idle()
            .with(Scene.settings(5, Pools.withMaxUses(Pools.holding(POOL, one), 1)))
            .recorded(NAME, USED_BY, "41.1");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void where_the_forge_cannot_disable_it_goes_when_idle() {
    Scene scene = scene(1).withoutDisable();

    assertThat(scene.runs(7, "linux").kinds(NAME)).containsExactly(Kind.ANNOTATE);
    assertThat(Objects.requireNonNull(scene.plan().machineReasons().get(NAME)).message())
        .contains("cannot keep it from taking others");
  }

  @Test
  void who_allows_more_jobs_gets_its_runners_back() {
    Scene scene =
        new Scene()
            .server(NAME, YOUNG)
            .node(
                NAME,
                true,
                Map.of(
                    "ci-autoscaler.io/runner-ids",
                    "7",
                    "ci-autoscaler.io/disabled-ids",
                    "7",
                    "ci-autoscaler.io/idle-since",
                    Leaving.ago(5),
                    USED_BY,
                    "41.1"))
            .runner(NAME, 7, true, true, "linux")
            .with(Scene.settings(5, Pools.withMaxUses(POOL, 2)));

    assertThat(scene.actions(Kind.CANCEL))
        .singleElement()
        .satisfies(action -> assertThat(action.effects()).contains(new Effect.EnableRunner(7)));
  }

  private static Scene scene(int uses) {
    return idle().with(Scene.settings(5, Pools.withMaxUses(POOL, uses)));
  }

  private static Scene idle() {
    return new Scene().idle(NAME, YOUNG, TEN, 7, "linux");
  }

  private static Scene leaving(int uses, Duration age) {
    return new Scene()
        .server(NAME, age)
        .node(
            NAME,
            true,
            Map.of(
                "ci-autoscaler.io/stage", "deregistering",
                "ci-autoscaler.io/stage-reason", "USED_UP",
                "ci-autoscaler.io/stage-since", Leaving.ago(70),
                "ci-autoscaler.io/disabled-ids", "7",
                "ci-autoscaler.io/runner-ids", "7"))
        .runner(NAME, 7, true, true, "linux")
        .with(Scene.settings(5, Pools.withMaxUses(POOL, uses)));
  }

  private static Machine machine(Scene scene) {
    return scene.fleet().machines().getFirst();
  }

  private static NodePatch patch(Action action) {
    return action.effects().stream()
        .filter(Effect.PatchNode.class::isInstance)
        .map(Effect.PatchNode.class::cast)
        .findFirst()
        .orElseThrow()
        .patch();
  }
}
