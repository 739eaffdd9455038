package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a termination records, what it waits for, and what stops it. */
class LeavingTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Duration DUE = Duration.ofSeconds(3310);

  @Test
  void who_was_disabled_at_an_earlier_try_stays_recorded_as_disabled_by_us() {
    Map<String, String> before = Map.of("ci-autoscaler.io/disabled-ids", "8");
    Scene scene = due(before).runner(NAME, 8, true, true, "linux");

    assertThat(patch(scene.actions(Kind.DEREGISTER).getFirst()).annotations())
        .containsEntry("ci-autoscaler.io/disabled-ids", "7,8");
  }

  @Test
  void a_cordon_that_is_there_already_is_not_recorded_as_ours() {
    assertThat(patch(due(Map.of()).actions(Kind.DEREGISTER).getFirst()).annotations())
        .containsEntry("ci-autoscaler.io/cordoned", "true");

    Scene cordoned = due(Map.of());
    Node node = cordoned.fleet().seen().nodes().known().orElseThrow().getFirst();
    cordoned.node(cordoned(node));
    assertThat(patch(cordoned.actions(Kind.DEREGISTER).getFirst()).annotations())
        .containsEntry("ci-autoscaler.io/cordoned", null);
  }

  @Test
  void quiet_counts_from_the_list_that_shows_every_row_disabled() {
    Scene scene = leaving("deregistering", Map.of()).runner(NAME, 7, true, true, "linux");

    assertThat(patch(scene.actions(Kind.ANNOTATE).getFirst()).annotations())
        .containsEntry("ci-autoscaler.io/quiet-since", Scene.NOON.toString());
  }

  @Test
  void a_runner_that_says_it_is_busy_is_waited_for() {
    Map<String, String> looked = Map.of("quiet-since", ago(50), "first-look", ago(30));
    Scene scene = leaving("deregistering", looked).runner(NAME, 7, true, true, "linux");
    assertThat(scene.kinds(NAME)).containsExactly(Kind.DRAIN);

    assertThat(scene.seenAs(Seen::runnersAreBusy).kinds(NAME)).isEmpty();
  }

  @Test
  void a_machine_whose_pods_are_not_known_waits() {
    Map<String, String> looked = Map.of("quiet-since", ago(50), "first-look", ago(30));
    Scene scene = leaving("draining", looked).runner(NAME, 7, true, true, "linux");
    assertThat(scene.kinds(NAME)).isEmpty();

    assertThat(scene.podsOn(NAME, List.of()).kinds(NAME)).containsExactly(Kind.REMOVE);
  }

  @Test
  void a_pod_that_is_ending_is_waited_for_and_not_evicted_again() {
    Map<String, String> looked = Map.of("quiet-since", ago(50), "first-look", ago(30));
    Pod ending =
        new Pod(
            new Pod.Id("default", "web", "uid-web"),
            NAME,
            false,
            Scene.NOON.plusSeconds(5),
            Pod.Origin.UNKNOWN);
    Scene scene = leaving("draining", looked).runner(NAME, 7, true, true, "linux");

    assertThat(scene.podsOn(NAME, List.of(ending)).kinds(NAME)).isEmpty();
  }

  @Test
  void the_delete_annotations_the_servers_id_and_the_end_asks_for_it() {
    Map<String, String> looked = Map.of("quiet-since", ago(50), "first-look", ago(30));
    Scene scene =
        leaving("draining", looked).runner(NAME, 7, true, true, "linux").podsOn(NAME, List.of());
    long server = scene.fleet().seen().servers().known().orElseThrow().getFirst().id();
    assertThat(patch(scene.actions(Kind.REMOVE).getFirst()).annotations())
        .containsEntry("ci-autoscaler.io/server-id", "" + server);

    Scene gone =
        new Scene().node(NAME, false, ownAnnotations("removing", Map.of("server-id", "" + server)));
    List<Effect> effects = gone.actions(Kind.FINISH).getFirst().effects();
    assertThat(effects.getFirst()).isEqualTo(new Effect.VerifyServerGone(server));
    assertThat(effects.getLast()).isEqualTo(new Effect.DeleteNode(NAME, "uid-" + NAME));
  }

  @Test
  void at_the_maximum_nobody_is_too_many() {
    Scene scene =
        new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(10), 7, "linux");

    assertThat(scene.with(Scene.settings(1, Duration.ofMinutes(5), null)).kinds(NAME)).isEmpty();
    assertThat(scene.with(Scene.settings(0, Duration.ofMinutes(5), null)).kinds(NAME))
        .containsExactly(Kind.DEREGISTER);
  }

  @Test
  void a_lost_nodes_machine_stays_while_the_forge_says_that_a_job_runs_there() {
    Scene scene = due(Map.of()).notReadyFor(NAME, Duration.ofMinutes(6));
    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);

    assertThat(scene.runs(7, "linux").actions(Kind.DEREGISTER)).isEmpty();
  }

  @Test
  void nothing_leaves_while_the_runners_are_not_known() {
    Scene scene = due(Map.of()).seenAs(Seen::runnersFail);

    assertThat(scene.kinds(NAME)).isEmpty();
  }

  @Test
  void a_pause_cancels_what_leaves_unless_an_operator_drains_it() {
    Scene scene =
        leaving("deregistering", Map.of())
            .runner(NAME, 7, true, true, "linux")
            .stored(n -> StoredStates.withPause(n, new Pause(Scene.NOON, null, null)));

    assertThat(scene.actions(Kind.CANCEL).getFirst().reason().code()).isEqualTo(Code.PAUSED);
  }

  @ParameterizedTest
  @CsvSource({"3560, 3530, 0", "3580, 3530, 1", "3610, 3530, 1", "3610, 3601, 0"})
  void what_cannot_be_gone_before_the_hour_it_began_in_ends_stays(
      long age, long beganAt, int cancelled) {
    Map<String, String> since = Map.of("stage-since", ago(age - beganAt));
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(age))
            .node(NAME, true, ownAnnotations("deregistering", since))
            .runner(NAME, 7, true, true, "linux");

    assertThat(scene.actions(Kind.CANCEL)).hasSize(cancelled);
  }

  @Test
  void what_an_operator_drains_is_not_kept_for_the_queue() {
    Map<String, String> drained = Map.of("drain", ago(20), "stage-reason", "OPERATOR_DRAIN");
    Scene scene =
        leaving("deregistering", drained).runner(NAME, 7, true, true, "linux").queued(1, "linux");

    assertThat(scene.actions(Kind.CANCEL)).isEmpty();
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void a_machine_for_which_something_is_under_way_is_left_alone() {
    assertThat(due(Map.of()).inFlight(NAME).kinds(NAME)).isEmpty();
  }

  @Test
  void a_pause_lets_only_end_what_was_begun() {
    Set<Kind> allowed = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if (kind.isAllowedWhilePaused()) {
        allowed.add(kind);
      }
    }

    assertThat(allowed)
        .doesNotContain(
            Kind.CREATE, Kind.ADOPT, Kind.DEREGISTER, Kind.DRAIN, Kind.EVICT, Kind.GIVE_UP_BOOT)
        .contains(Kind.REMOVE, Kind.FINISH, Kind.CANCEL, Kind.RESOLVE_LAUNCH, Kind.ANNOTATE);
  }

  @Test
  void a_row_that_moved_with_its_pod_holds_no_removal_up() {
    Map<String, String> looked =
        Map.of("quiet-since", ago(50), "first-look", ago(30), "runner-ids", "7,9");
    Scene scene =
        leaving("draining", looked)
            .runner(NAME, 7, true, true, "linux")
            .idle("ci-runner-00000009", Duration.ofMinutes(20), Duration.ofMinutes(1), 8, "linux")
            .runner("ci-runner-00000009", 9, true, false, "linux")
            .podsOn(NAME, List.of());

    assertThat(scene.actions(Kind.REMOVE).getFirst().effects())
        .filteredOn(Effect.VerifyUnoccupied.class::isInstance)
        .allSatisfy(
            look -> assertThat(((Effect.VerifyUnoccupied) look).runnerIds()).containsExactly(7L));
  }

  @Test
  void a_pause_that_comes_after_the_plan_lets_no_removal_begin_and_each_go_on() {
    Map<String, String> looked = Map.of("quiet-since", ago(50), "first-look", ago(30));
    Scene begins =
        leaving("draining", looked).runner(NAME, 7, true, true, "linux").podsOn(NAME, List.of());
    Scene goesOn = leaving("removing", looked).runner(NAME, 7, true, true, "linux");

    assertThat(begins.actions(Kind.REMOVE).getFirst().isAllowedWhilePaused()).isFalse();
    assertThat(goesOn.actions(Kind.REMOVE).getFirst().isAllowedWhilePaused()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"5, 30", "10, 30", "20, 60", "60, 180"})
  void a_reading_is_this_passes_for_three_polls_and_for_half_a_minute_at_least(
      long poll, long seconds) {
    PlanSettings standard = Scene.settings(5, Duration.ofMinutes(5), null);
    PlanSettings polling =
        new PlanSettings(
            standard.pools(),
            standard.maxNodes(),
            standard.times(),
            new PlanSettings.Pace(
                Duration.ofSeconds(poll),
                standard.pace().placementCoolDown(),
                standard.pace().fetchWindow()),
            new PlanSettings.AsTheOriginal(false, false));

    assertThat(Freshness.maxAge(polling)).isEqualTo(Duration.ofSeconds(seconds));
  }

  /** An idle machine whose paid hour ends. */
  private static Scene due(Map<String, String> more) {
    Scene scene = new Scene().idle(NAME, DUE, Duration.ofSeconds(2000), 7, "linux");
    Map<String, String> ownAnnotations = new HashMap<>();
    ownAnnotations.put("ci-autoscaler.io/ready-at", ago(3000));
    ownAnnotations.put("ci-autoscaler.io/runner-ids", "7,8");
    ownAnnotations.put("ci-autoscaler.io/idle-since", ago(2000));
    ownAnnotations.putAll(more);
    return scene.node(NAME, true, ownAnnotations);
  }

  private static Scene leaving(String stage, Map<String, String> more) {
    return new Scene().server(NAME, DUE).node(NAME, true, ownAnnotations(stage, more));
  }

  private static Map<String, String> ownAnnotations(String stage, Map<String, String> more) {
    Map<String, String> ownAnnotations = new HashMap<>();
    ownAnnotations.put("ci-autoscaler.io/stage", stage);
    ownAnnotations.put("ci-autoscaler.io/stage-since", ago(60));
    ownAnnotations.put("ci-autoscaler.io/stage-reason", "HOUR_ENDS");
    ownAnnotations.put("ci-autoscaler.io/ready-at", ago(3000));
    ownAnnotations.put("ci-autoscaler.io/idle-since", ago(1200));
    ownAnnotations.put("ci-autoscaler.io/runner-ids", "7");
    ownAnnotations.put("ci-autoscaler.io/disabled-ids", "7");
    ownAnnotations.put("ci-autoscaler.io/cordoned", "true");
    more.forEach((key, value) -> ownAnnotations.put("ci-autoscaler.io/" + key, value));
    return ownAnnotations;
  }

  private static Node cordoned(Node node) {
    return new Node(
        node.meta(),
        node.readiness(),
        new Node.Scheduling(true, node.scheduling().taints()),
        node.addresses());
  }

  private static NodePatch patch(Action action) {
    return action.effects().stream()
        .filter(Effect.PatchNode.class::isInstance)
        .map(effect -> ((Effect.PatchNode) effect).patch())
        .findFirst()
        .orElseThrow();
  }

  private static String ago(long seconds) {
    return Scene.NOON.minusSeconds(seconds).toString();
  }
}
