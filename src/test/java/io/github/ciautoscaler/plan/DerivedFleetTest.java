package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the planner sees of a fleet: phases, orphans, and since when something has been so. */
class DerivedFleetTest {

  private static final String NAME = "ci-runner-00000001";
  private static final String OTHER = "ci-runner-00000002";
  private static final Instant EARLIER = Scene.NOON.minusSeconds(600);
  private static final Duration OLD = Duration.ofMinutes(40);

  @ParameterizedTest
  @CsvSource({
    "deregistering, DISABLING, DEREGISTERING",
    "draining, DRAINING, DRAINING",
    "removing, DELETING, REMOVING"
  })
  void a_machine_on_its_way_out_says_so_and_shows_its_last_job(
      String recorded, Phase.Terminating.Step step, OriginalState state) {
    Machine machine =
        machine(scene(recorded).runner(NAME, 7, true, true, "linux").runs(7, "linux"));

    assertThat(machine.phase())
        .isInstanceOfSatisfying(
            Phase.Terminating.class, it -> assertThat(it.step()).isEqualTo(step));
    assertThat(OriginalState.of(machine)).isEqualTo(state);
    assertThat(machine.jobs()).hasSize(1);
    assertThat(machine.isBusy()).isTrue();
  }

  @Test
  void a_word_that_nobody_wrote_terminates_nothing() {
    assertThat(machine(scene("Removing")).isTerminating()).isFalse();
  }

  @Test
  void a_row_alone_serves_nobody_while_its_launch_is_recorded() {
    Scene scene =
        scene("").runner(NAME, 7, false, false, "linux").stored(DerivedFleetTest::launched);

    assertThat(machine(scene).phase()).isInstanceOf(Phase.Launching.class);
  }

  @Test
  void a_node_that_reported_once_and_fell_silent_was_ready() {
    Scene scene =
        scene("").notReadyFor(NAME, Duration.ofMinutes(1)).stored(DerivedFleetTest::launched);

    assertThat(machine(scene).wasEverReady()).isTrue();
    assertThat(machine(scene).phase())
        .isInstanceOfSatisfying(
            Phase.Launching.class,
            it -> assertThat(it.step()).isEqualTo(Phase.Launching.Step.NO_RUNNER));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void only_a_node_that_is_not_ready_is_an_orphan(boolean ready, boolean orphan) {
    FleetState fleet = new Scene().node(NAME, ready, Map.of()).fleet();

    assertThat(!fleet.orphans().nodes().isEmpty()).isEqualTo(orphan);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void only_an_offline_row_of_a_machine_that_is_gone_is_an_orphan(boolean online, boolean orphan) {
    FleetState fleet =
        new Scene()
            .permanentRunner(7, online, false, "linux")
            .stored(n -> registered(n, NAME, 7))
            .fleet();

    assertThat(fleet.orphans().runners().stream().map(Runner::id).toList().contains(7L))
        .isEqualTo(orphan);
  }

  @Test
  void a_machine_of_the_original_is_counted_while_the_nodes_are_not_known() {
    Map<String, String> labels = Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    Scene scene =
        new Scene().server(NAME, Duration.ofHours(5), labels).seenAs(Seen::nodesNeverCame);

    assertThat(machine(scene).ownership()).isEqualTo(Machine.Ownership.ORIGINAL_YOUNG);
    assertThat(scene.fleet().foreign()).isEmpty();
  }

  @Test
  void since_when_it_is_busy_is_not_since_when_it_was_idle() {
    Scene scene =
        new Scene()
            .server(NAME, OLD)
            .node(NAME, true, Map.of("ci-autoscaler.io/idle-since", EARLIER.toString()))
            .runner(NAME, 7, true, false, "linux")
            .runs(7, "linux");
    assertThat(machine(scene).phase().since()).isEqualTo(Scene.NOON);

    scene.conditions(busySince(EARLIER));
    assertThat(machine(scene).phase().since()).isEqualTo(EARLIER);
  }

  @Test
  void since_when_it_is_idle_is_not_since_when_it_was_busy() {
    Scene scene = scene("").runner(NAME, 7, true, false, "linux").conditions(busySince(EARLIER));

    assertThat(machine(scene).phase().since()).isEqualTo(Scene.NOON);
    assertThat(scene.fleet().conditions().machines().busy()).isEmpty();
  }

  @Test
  void what_is_sighted_already_keeps_its_time_when_something_else_is_sighted() {
    Scene scene = new Scene().server(NAME, OLD).server(OTHER, OLD).conditions(vanished());

    assertThat(scene.fleet().conditions().machines().vanishedNodes())
        .isEqualTo(Map.of(NAME, EARLIER, OTHER, Scene.NOON));
  }

  @Test
  void the_node_of_a_machine_that_is_being_launched_did_not_vanish() {
    Scene scene = new Scene().server(NAME, OLD).stored(DerivedFleetTest::launched);

    assertThat(scene.fleet().conditions().machines().vanishedNodes()).isEmpty();
  }

  @Test
  void a_queue_that_could_not_be_read_waits_as_long_as_before() {
    Set<String> linux = Set.of("linux");
    Scene scene = new Scene().queueFailsNow().conditions(waiting(Map.of(linux, EARLIER)));

    assertThat(scene.fleet().conditions().jobs().queuedSince()).isEqualTo(Map.of(linux, EARLIER));
  }

  @Test
  void a_queue_of_which_a_page_is_missing_waits_as_long_as_before() {
    Set<String> linux = Set.of("linux");
    Scene scene =
        new Scene()
            .queued(1, "linux")
            .queueIsPartialNow()
            .conditions(waiting(Map.of(linux, EARLIER)));

    assertThat(scene.fleet().conditions().jobs().queuedSince()).isEqualTo(Map.of(linux, EARLIER));
  }

  @Test
  void a_machine_without_a_node_is_not_quiet_while_a_job_runs_there() {
    Scene scene =
        new Scene()
            .server(NAME, OLD)
            .permanentRunner(7, false, false, "linux")
            .stored(n -> registered(n, NAME, 7));
    assertThat(scene.fleet().conditions().machines().quiet()).containsKey(NAME);

    scene.runs(7, "linux");
    assertThat(scene.fleet().conditions().machines().quiet()).isEmpty();
  }

  private static Scene scene(String stage) {
    Map<String, String> ownAnnotations =
        stage.isEmpty()
            ? Map.of()
            : Map.of("ci-autoscaler.io/stage", stage, "ci-autoscaler.io/stage-since", "" + EARLIER);
    return new Scene().server(NAME, OLD).node(NAME, true, ownAnnotations);
  }

  private static Machine machine(Scene scene) {
    return scene.fleet().machines().getFirst();
  }

  private static StoredState launched(StoredState stored) {
    PendingLaunch pendingLaunch =
        new PendingLaunch(
            new LaunchOrder(
                Pool.DEFAULT, new Offering("ccx33", "nbg1"), Set.of("linux"), null, null),
            EARLIER,
            "this-process",
            1L,
            null);
    return StoredStates.withLaunches(
        stored,
        all -> {
          all.put(NAME, pendingLaunch);
          return all;
        });
  }

  private static StoredState registered(StoredState stored, String machine, long row) {
    return StoredStates.withRegistrations(
        stored,
        all -> {
          all.put(machine, Set.of(row));
          return all;
        });
  }

  private static Conditions busySince(Instant since) {
    return new ConditionsBuilder().busySince(Map.of(NAME, since)).build();
  }

  private static Conditions vanished() {
    return new ConditionsBuilder().vanishedNodes(Map.of(NAME, EARLIER)).build();
  }

  private static Conditions waiting(Map<Set<String>, Instant> since) {
    return new ConditionsBuilder().queuedSince(since).build();
  }
}
