package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is launched for labels of which nobody knows whether our runners have them. */
class LearningTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Duration TWELVE_HOURS = Duration.ofHours(12);

  @Test
  void one_machine_is_launched_to_see_labels_that_no_runner_has_shown_yet() {
    Plan plan = new Scene().queued(4, "linux", "gpu-nobody-has").plan();

    assertThat(plan.actions()).hasSize(1);
    assertThat(plan.actions().getFirst().reason().code()).isEqualTo(Code.LEARNING_LABELS);
    assertThat(plan.jobs())
        .extracting(Assignment::standing)
        .containsExactly(Standing.LAUNCHED, Standing.WAITS, Standing.WAITS, Standing.WAITS);
    assertThat(plan.jobs().getLast().reason().message()).contains("RUNNER_LABELS");
  }

  @Test
  void several_label_sets_learn_from_the_same_machine() {
    Scene scene = new Scene().queued(1, "linux", "gpu").queued(1, "linux", "arm64");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void a_machine_for_linux_alone_shows_the_labels_as_well() {
    Scene scene = new Scene().queued(2, "linux").queued(1, "linux", "gpu");

    assertThat(scene.actions(Kind.CREATE))
        .hasSize(2)
        .allMatch(action -> action.reason().code() == Code.QUEUE_EXCEEDS_CAPACITY);
    assertThat(reasonFor(scene, "gpu").code()).isEqualTo(Code.LEARNING_LABELS);
  }

  @ParameterizedTest
  @CsvSource({"300, 0", "601, 1"})
  void a_boot_is_waited_for_until_it_is_overdue(long age, int launches) {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(age))
            .node(NAME, true, Map.of())
            .queued(1, "linux", "gpu");

    assertThat(scene.actions(Kind.CREATE)).hasSize(launches);
  }

  @Test
  void an_order_under_way_is_waited_for() {
    Scene scene =
        new Scene().inFlight(NAME).stored(n -> StoredStates.withLaunches(n, LearningTest::ordered));

    assertThat(scene.queued(1, "linux", "gpu").actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void without_linux_nothing_is_expected_of_runners_that_nobody_saw() {
    Scene scene = new Scene().queued(1, "gpu");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(reasonFor(scene, "gpu").message())
        .isEqualTo(
            "No pool's runners offer all of [gpu]. No runner of pool default has shown its labels"
                + " yet, and RUNNER_LABELS is not set: only linux is expected of it.");
  }

  @Test
  void the_owners_labels_leave_nothing_to_learn() {
    Scene scene =
        new Scene()
            .with(Scene.settings(5, FIVE, Set.of("linux", "gpu")))
            .queued(2, "linux", "gpu")
            .queued(1, "linux", "arm64");

    assertThat(scene.actions(Kind.CREATE)).hasSize(2);
    assertThat(reasonFor(scene, "arm64").message())
        .isEqualTo("No pool's runners offer all of [arm64, linux].");
  }

  @Test
  void what_stops_launches_stops_this_one() {
    Scene scene =
        new Scene()
            .queued(1, "linux", "gpu")
            .stored(n -> StoredStates.withPause(n, new Pause(Scene.NOON, null, null)));

    assertThat(scene.plan().jobs().getFirst().reason().code()).isEqualTo(Code.PAUSED);
  }

  @ParameterizedTest
  @CsvSource({"43199, 0", "43200, 1"})
  void labels_remembered_for_twelve_hours_are_looked_at_again(long seconds, int launches) {
    Scene scene = remembered(Duration.ofSeconds(seconds)).queued(3, "gpu");

    assertThat(scene.actions(Kind.CREATE))
        .hasSize(launches)
        .allMatch(action -> action.reason().message().contains("are remembered since 2026-11-23T"));
    assertThat(after(scene).runners().probes())
        .isEqualTo(launches == 0 ? Map.of() : Map.of(Pool.DEFAULT, Scene.NOON));
  }

  @ParameterizedTest
  @CsvSource({"43199, 0", "43200, 1"})
  void a_look_in_vain_is_the_last_one_for_twelve_hours(long seconds, int launches) {
    Instant probe = Scene.NOON.minusSeconds(seconds);
    Scene scene =
        remembered(Duration.ofHours(40))
            .queued(1, "gpu")
            .stored(n -> StoredStates.withProbes(n, none -> Map.of(Pool.DEFAULT, probe)));

    assertThat(scene.actions(Kind.CREATE)).hasSize(launches);
  }

  @Test
  void while_a_machine_is_there_nobody_looks_again() {
    Scene scene =
        remembered(Duration.ofHours(40))
            .queued(1, "gpu")
            .server(NAME, Duration.ofMinutes(5))
            .node(NAME, true, Map.of());

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(reasonFor(scene, "gpu").code()).isEqualTo(Code.LEARNING_LABELS);
  }

  @Test
  void jobs_that_fit_what_is_remembered_are_launched_for_as_ever() {
    assertThat(remembered(Duration.ofHours(40)).queued(3, "linux", "x64").actions(Kind.CREATE))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"true, false, 0", "false, false, 1", "true, true, 1"})
  void nobody_looks_again_for_jobs_that_another_runner_takes(
      boolean online, boolean disabled, int launches) {
    Scene scene =
        remembered(Duration.ofHours(40))
            .permanentRunner(3, online, disabled, "windows")
            .runs(3, "windows")
            .queued(1, "windows");

    assertThat(scene.actions(Kind.CREATE)).hasSize(launches);
  }

  @Test
  void an_unservable_job_says_since_when_the_labels_are_remembered() {
    Scene scene = remembered(Duration.ofHours(2)).queued(1, "linux", "gpu");

    assertThat(reasonFor(scene, "gpu"))
        .isEqualTo(
            new Reason(
                Code.NOT_OFFERED,
                "No pool's runners offer all of [gpu, linux]. The labels of pool default, [linux,"
                    + " x64], are remembered since 2026-11-23T10:00:00Z, when its last runner was"
                    + " gone. One machine looks again from 2026-11-23T22:00:00Z on. If they"
                    + " changed, set RUNNER_LABELS."));
  }

  @Test
  void labels_are_remembered_from_the_moment_when_no_runner_shows_them() {
    Scene gone =
        remembered(TWELVE_HOURS)
            .stored(n ->
                StoredStates.withLabelsShown(
                    n,
                    Pool.DEFAULT,
                    n.runners().shownLabels().getOrDefault(Pool.DEFAULT, Set.of())));
    assertThat(after(gone).runners().rememberedSince()).isEqualTo(Map.of(Pool.DEFAULT, Scene.NOON));
    assertThat(after(remembered(TWELVE_HOURS)).runners().rememberedSince())
        .as("not counted anew by each pass, or by a restart")
        .isEqualTo(Map.of(Pool.DEFAULT, Scene.NOON.minus(TWELVE_HOURS)));

    Scene unknown =
        remembered(TWELVE_HOURS)
            .stored(n ->
                StoredStates.withLabelsShown(
                    n,
                    Pool.DEFAULT,
                    n.runners().shownLabels().getOrDefault(Pool.DEFAULT, Set.of())));
    assertThat(after(unknown.seenAs(Seen::nodesNeverCame)).runners().rememberedSince()).isEmpty();
  }

  @Test
  void a_runner_that_shows_its_labels_makes_them_certain() {
    Scene scene =
        new Scene()
            .idle(NAME, FIVE, FIVE, 7, "linux", "gpu")
            .stored(n ->
                StoredStates.withLabelsRemembered(
                    n, Pool.DEFAULT, Scene.NOON.minus(Duration.ofHours(40))));

    assertThat(after(scene).runners().rememberedSince()).isEmpty();
    assertThat(after(scene).runners().shownLabels())
        .isEqualTo(Map.of(Pool.DEFAULT, Set.of(Set.of("linux", "gpu"))));
  }

  private static Scene remembered(Duration ago) {
    return new Scene()
        .stored(n ->
            StoredStates.withLabelsRemembered(
                StoredStates.withLabelsShown(n, Pool.DEFAULT, Set.of(Set.of("linux", "x64"))),
                Pool.DEFAULT,
                Scene.NOON.minus(ago)));
  }

  private static Map<String, PendingLaunch> ordered(Map<String, PendingLaunch> all) {
    Offering offering = new Offering("ccx33", "nbg1");
    all.put(
        NAME,
        PendingLaunch.begun(
            new LaunchOrder(Pool.DEFAULT, offering, Set.of(), null, null), Scene.NOON, "this"));
    return all;
  }

  private static Reason reasonFor(Scene scene, String label) {
    List<Assignment> jobs =
        scene.plan().jobs().stream().filter(it -> it.job().labels().contains(label)).toList();
    return jobs.getFirst().reason();
  }

  private static StoredState after(Scene scene) {
    return StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes());
  }
}
