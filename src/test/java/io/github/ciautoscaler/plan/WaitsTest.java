package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.JobLengths;
import io.github.ciautoscaler.fleet.JobName;
import io.github.ciautoscaler.fleet.Jobs;
import io.github.ciautoscaler.fleet.MeasuredBoot;
import io.github.ciautoscaler.fleet.Measurements;
import io.github.ciautoscaler.fleet.Patience;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.RunningJobs;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.BusySlots.Soon;
import io.github.ciautoscaler.plan.JobForecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Queued jobs wait for busy machines that soon come free; each job known ran for ten minutes. */
class WaitsTest {

  private static final String FIRST = "ci-runner-00000001";
  private static final String SECOND = "ci-runner-00000002";
  private static final Patience MINUTE = new Patience(Duration.ofSeconds(60));

  @Test
  void a_job_waits_for_a_slot_that_comes_free_in_forty_seconds() {
    Scene scene = scene(MINUTE).queued(1, "linux").conditions(running(560).build());

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(waiting(scene))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.machine()).isEqualTo(FIRST);
          assertThat(one.reason().code()).isEqualTo(Reason.Code.WAITS_FOR_JOB);
          assertThat(one.reason().message())
              .isEqualTo(
                  "It waits for job 1000 on machine "
                      + FIRST
                      + ", expected to end in about 40 s, instead of a new machine.");
        });
    assertThat(scene.situation().needs().forQueue()).as("the machine stays").contains(FIRST);
  }

  @Test
  void no_job_waits_for_one_that_runs_on_for_long() {
    assertThat(launches(scene(MINUTE).queued(1, "linux").conditions(running(400).build())))
        .isEqualTo(1);
  }

  @Test
  void one_slot_is_waited_for_by_one_job() {
    Scene scene = scene(MINUTE).queued(3, "linux").conditions(running(560).build());

    assertThat(waiting(scene)).hasSize(1);
    assertThat(launches(scene)).isEqualTo(2);
  }

  @Test
  void who_has_waited_for_so_long_gets_a_machine() {
    Scene scene = scene(MINUTE).queued(1, "linux");
    assertThat(launches(scene.conditions(running(560).waiting(since(59)).build()))).isZero();
    assertThat(launches(scene.conditions(running(560).waiting(since(60)).build()))).isEqualTo(1);
  }

  @Test
  void without_patience_every_job_gets_a_machine_at_once() {
    Scene scene = scene(Patience.NONE).queued(1, "linux").conditions(running(560).build());
    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void by_the_boot_time_nobody_waits_until_it_is_known() {
    Scene scene = scene(Patience.BOOT).queued(1, "linux").conditions(running(520).build());
    assertThat(launches(scene)).isEqualTo(1);

    scene.stored(state -> {
      Measurements old = state.measurements();
      MeasuredBoot boot = new MeasuredBoot(FIRST, Pool.DEFAULT, Duration.ofSeconds(60));
      return state.with(
          new Measurements(old.terminations(), List.of(boot), old.lengths(), old.spend()));
    });
    assertThat(launches(scene)).as("80 s are within one and a half boots").isZero();
  }

  @Test
  void a_slot_whose_labels_do_not_fit_is_none_nor_one_whose_runner_takes_no_more() {
    Scene gpu = scene(MINUTE).queued(1, "linux", "gpu").conditions(running(560).build());
    assertThat(waiting(gpu)).isEmpty();

    Scene disabled =
        busy(new Scene().with(settings(MINUTE)), FIRST, 7, true).stored(WaitsTest::learnt);
    assertThat(launches(disabled.queued(1, "linux").conditions(running(560).build()))).isEqualTo(1);
  }

  @Test
  void nobody_waits_where_the_forge_does_not_say_what_runs_where() {
    Scene scene = scene(MINUTE).runsSomewhere("linux").queued(1, "linux");
    assertThat(waiting(scene.conditions(running(560).build()))).isEmpty();
  }

  @Test
  void nobody_waits_for_a_machine_that_a_person_drains() {
    Scene scene = scene(MINUTE).queued(1, "linux").conditions(running(560).build());
    scene.recorded(FIRST, "ci-autoscaler.io/drain", "2026-11-23T11:59:00Z");
    assertThat(scene.fleet().machines()).allMatch(machine -> machine.isDrained());
    assertThat(launches(scene)).isEqualTo(1);
  }

  @Test
  void as_many_wait_as_slots_are_likely_to_come_free() {
    assertThat(likely(0.65)).isZero();
    assertThat(likely(0.75)).isEqualTo(1);
    assertThat(likely(0.5, 0.5)).isEqualTo(1);
    assertThat(likely(0.9, 0.9)).isEqualTo(2);
    assertThat(likely(1, 1, 0.2)).isEqualTo(2);
    assertThat(likely(Collections.nCopies(20, 0.5).toArray(Double[]::new))).isEqualTo(9);
    assertThat(likely()).isZero();
  }

  @Test
  void with_two_machines_two_jobs_wait_the_older_one_for_the_slot_that_is_free_first() {
    Scene scene = busy(scene(MINUTE), SECOND, 8, false).queued(2, "linux");
    scene.conditions(running(560, 580).build());

    assertThat(launches(scene)).isZero();
    assertThat(waiting(scene)).extracting(Assignment::machine).containsExactly(SECOND, FIRST);
  }

  private static Scene scene(Patience patience) {
    return busy(new Scene().with(settings(patience)), FIRST, 7, false).stored(WaitsTest::learnt);
  }

  private static PlanSettings settings(Patience patience) {
    PlanSettings usual = Scene.settings(5, Duration.ofMinutes(5), Set.of("linux", "gpu"));
    Pool.Times times =
        new Pool.Times(
            usual.times().idle(),
            usual.times().billingWindow(),
            usual.times().provisioning(),
            patience);
    return new PlanSettings(usual.pools(), usual.caps(), times, usual.pace(), usual.original());
  }

  private static Scene busy(Scene scene, String name, long runner, boolean disabled) {
    return scene
        .server(name, Duration.ofMinutes(30))
        .node(name, true, Map.of())
        .runner(name, runner, true, disabled, "linux")
        .runs(runner, "linux");
  }

  private static StoredState learnt(StoredState state) {
    var lengths = new LinkedHashMap<JobName, List<Duration>>();
    lengths.put(new JobName("acme/api", "build"), Collections.nCopies(10, Duration.ofSeconds(600)));
    return state.with(
        new Measurements(
            List.of(),
            List.of(),
            new JobLengths(lengths, Scene.NOON.minusSeconds(60)),
            state.measurements().spend()));
  }

  /** The jobs 1000, 1001, ... have run for so many seconds. */
  private static ConditionsBuilder running(long... ages) {
    Map<Long, RunningJobs.Run> seen = new HashMap<>();
    for (int i = 0; i < ages.length; i++) {
      Job job = Jobs.running(1000 + i, Set.of("linux"), 7L + i);
      seen.put(job.id(), new RunningJobs.Run(job, Scene.NOON.minusSeconds(ages[i]), true));
    }
    return new ConditionsBuilder()
        .running(new RunningJobs(seen, List.of(), Scene.NOON.minusSeconds(5)));
  }

  private static Map<Long, Instant> since(long seconds) {
    return Map.of(1001L, Scene.NOON.minusSeconds(seconds));
  }

  private static int launches(Scene scene) {
    return scene.actions(Kind.CREATE).size();
  }

  private static List<Assignment> waiting(Scene scene) {
    return scene.plan().jobs().stream().filter(one -> one.standing() == Standing.WAITS).toList();
  }

  private static int likely(double... chances) {
    return likely(Arrays.stream(chances).boxed().toArray(Double[]::new));
  }

  private static int likely(Double[] chances) {
    return Waits.likely(
        Arrays.stream(chances)
            .map(chance ->
                new Soon(
                    new BusySlots.BusySlot(
                        new Slot(Capacity.Kind.BUSY, "m", "", 1, Set.of()),
                        Jobs.queued(1, Set.of()),
                        Duration.ZERO),
                    new Outlook(chance, Duration.ZERO)))
            .toList());
  }
}
