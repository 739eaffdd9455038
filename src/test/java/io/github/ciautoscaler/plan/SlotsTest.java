package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Assignment.Standing;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Machines that run several jobs at once. */
class SlotsTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Duration AGE = Duration.ofMinutes(20);
  private static final Duration DUE = Duration.ofSeconds(3310);

  @Test
  void as_many_machines_are_launched_as_the_jobs_fill() {
    assertThat(scene().queued(2, "linux").actions(Kind.CREATE)).hasSize(1);
    assertThat(scene().queued(3, "linux").actions(Kind.CREATE)).hasSize(2);
    assertThat(scene().queued(4, "linux").actions(Kind.CREATE)).hasSize(2);
  }

  @Test
  void jobs_with_other_labels_fill_a_slot_that_is_left() {
    Plan plan = scene().queued(1, "linux", "x64").queued(1, "linux").plan();

    assertThat(plan.jobs()).extracting(Assignment::standing).containsOnly(Standing.LAUNCHED);
    assertThat(plan.jobs()).extracting(Assignment::machine).doesNotContainNull().hasSize(2);
    assertThat(plan.jobs().stream().map(Assignment::machine).distinct()).hasSize(1);
  }

  @Test
  void one_job_does_not_fill_a_machine() {
    assertThat(working().queued(1, "linux").actions(Kind.CREATE)).isEmpty();
    assertThat(working().queued(2, "linux").actions(Kind.CREATE)).hasSize(1);
    assertThat(working().runs(7, "linux").queued(1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void two_runners_of_a_machine_share_its_slots() {
    Scene two = working().runner(NAME, 8, true, false, "linux");

    assertThat(two.queued(1, "linux").actions(Kind.CREATE)).isEmpty();
    assertThat(two.queued(1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void a_runner_for_one_job_has_one_slot() {
    Scene scene = working().seenAs(Seen::runnersAreEphemeral);

    assertThat(scene.queued(1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void a_machine_on_its_way_has_all_of_its_slots() {
    Scene scene = scene().server(NAME, Duration.ofMinutes(1));

    assertThat(scene.queued(2, "linux").actions(Kind.CREATE)).isEmpty();
    assertThat(scene.queued(1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void a_machine_stays_until_its_last_job_ends() {
    Scene idle = idle(DUE);
    assertThat(idle.kinds(NAME)).contains(Kind.DEREGISTER);

    Scene one = idle(DUE).runs(7, "linux");
    assertThat(one.fleet().machines().getFirst().isBusy()).isTrue();
    assertThat(one.kinds(NAME)).doesNotContain(Kind.DEREGISTER);
  }

  @Test
  void a_leaving_machine_is_taken_back_for_all_of_its_slots() {
    Scene leaving = scene().leaving(NAME, 7, "linux");

    assertThat(leaving.queued(2, "linux").actions(Kind.CREATE)).isEmpty();
    assertThat(leaving.kinds(NAME)).containsExactly(Kind.CANCEL);
    assertThat(leaving.queued(1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void only_what_runs_more_than_its_slots_is_crowded() {
    assertThat(working().runs(7, "linux").plan().warnings()).isEmpty();
    assertThat(working().runs(7, "linux").runs(7, "linux").plan().warnings())
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("3 jobs", "2 places", "capacity: 2"));
  }

  private static Scene scene() {
    PlanSettings one = Scene.settings(5, Duration.ofMinutes(5), Set.of("linux", "x64"));
    return new Scene().with(Scene.settings(5, Pools.withSlots(one.pools().getFirst(), 2)));
  }

  private static Scene idle(Duration age) {
    return scene().idle(NAME, age, Duration.ofMinutes(19), 7, "linux", "x64");
  }

  private static Scene working() {
    return idle(AGE).runs(7, "linux");
  }
}
