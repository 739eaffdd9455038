package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.RunnerConditions;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as capacity, what stops a launch, and how a boot ends. */
class LaunchingTest {

  private static final String NAME = "ci-runner-00000001";

  @Test
  void a_runner_at_work_is_no_place_for_another_job() {
    Scene scene = idle().runs(7, "linux").queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"300, 0", "601, 1"})
  void a_boot_is_a_place_until_it_is_overdue(long age, int launches) {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(age))
            .node(NAME, true, Map.of())
            .queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).hasSize(launches);
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "-10, 1"})
  void a_refusal_stops_launches_until_its_time_is_over(long secondsLeft, int launches) {
    Scene scene =
        new Scene()
            .queued(1, "linux")
            .stored(n ->
                StoredStates.withCreateBackOff(
                    n, new BackOff(Scene.NOON.plusSeconds(secondsLeft), "limit", "no more")));

    assertThat(scene.actions(Kind.CREATE)).hasSize(launches);
  }

  @Test
  void after_a_failed_boot_the_next_launch_waits_a_minute() {
    Scene scene = new Scene().queued(1, "linux");

    scene.stored(n -> StoredStates.withBootFailures(n, Pool.DEFAULT, failedAgo(59)));
    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    scene.stored(n -> StoredStates.withBootFailures(n, Pool.DEFAULT, failedAgo(60)));
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void without_recorded_launches_the_lists_own_age_counts_after_a_start() {
    Scene scene =
        new Scene().queued(1, "linux").nothingIsRecorded().startedAgo(Duration.ofSeconds(40));
    assertThat(scene.actions(Kind.CREATE)).hasSize(1);

    assertThat(scene.seenAs(Seen.serversAgo(Duration.ofSeconds(20))).actions(Kind.CREATE))
        .isEmpty();
  }

  @Test
  void one_more_machine_than_the_maximum_is_never_launched() {
    Scene scene = idle().runs(7, "linux").queued(3, "linux");

    assertThat(scene.with(Scene.settings(2, Duration.ofMinutes(5), null)).actions(Kind.CREATE))
        .hasSize(1);
  }

  @Test
  void two_passes_draw_different_names() {
    Scene scene = new Scene().queued(1, "linux");
    String first = scene.actions(Kind.CREATE).getFirst().machine();

    assertThat(scene.seenAs(Seen.entropy(43)).actions(Kind.CREATE).getFirst().machine())
        .isNotEqualTo(first);
  }

  @Test
  void a_queue_that_fails_now_is_still_shown_as_it_was() {
    assertThat(idle().queued(2, "linux").queueFailsNow().plan().jobs()).hasSize(2);
  }

  @Test
  void a_pool_without_a_runner_offers_what_it_showed_last() {
    Scene scene =
        new Scene()
            .queued(1, "gpu")
            .stored(n -> StoredStates.withLabelsShown(n, Pool.DEFAULT, Set.of(Set.of("gpu"))));
    StoredState after = StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes());

    assertThat(after.runners().shownLabels()).containsEntry(Pool.DEFAULT, Set.of(Set.of("gpu")));
  }

  @Test
  void a_server_that_is_missing_in_an_old_list_only_is_not_asked_for() {
    Scene scene = new Scene().stored(n -> launched(n, 1L)).conditions(missingFor(90));
    assertThat(scene.actions(Kind.RESOLVE_LAUNCH)).hasSize(1);

    assertThat(scene.seenAs(Seen.serversAgo(Duration.ofSeconds(80))).actions(Kind.RESOLVE_LAUNCH))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, false, false", "false, false, true", "true, true, true"})
  void only_an_enabled_runner_that_is_online_closes_a_launch(
      boolean online, boolean disabled, boolean stillRecorded) {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(3))
            .node(NAME, true, Map.of())
            .runner(NAME, 7, online, disabled, "linux")
            .stored(n -> launched(n, 1L));

    assertThat(after(scene).launches().pending().containsKey(NAME)).isEqualTo(stillRecorded);
  }

  @Test
  void a_boot_is_not_given_up_while_a_source_is_not_known() {
    Scene scene = new Scene().server(NAME, Duration.ofSeconds(601)).stored(n -> launched(n, 1L));
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).hasSize(1);

    assertThat(scene.seenAs(Seen::runnersFail).actions(Kind.GIVE_UP_BOOT)).isEmpty();
  }

  @Test
  void whose_runner_may_have_come_unseen_is_no_failed_boot() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(601))
            .node(NAME, true, Map.of())
            .stored(n -> launched(n, 1L));
    assertThat(after(scene).launches().pending()).isEmpty();

    StoredState unknown = after(scene.seenAs(Seen::runnersFail));
    assertThat(unknown.launches().pending()).containsKey(NAME);
    assertThat(unknown.health().pool(Pool.DEFAULT).bootFailures().inARow()).isZero();
  }

  @Test
  void a_boot_that_is_given_up_is_looked_at_first() {
    Scene scene = new Scene().server(NAME, Duration.ofSeconds(601)).stored(n -> launched(n, 1L));

    List<Effect> effects = scene.actions(Kind.GIVE_UP_BOOT).getFirst().effects();
    assertThat(effects.get(0)).isInstanceOf(Effect.VerifyUnoccupied.class);
    assertThat(effects.get(1)).isInstanceOf(Effect.DeleteServer.class);
  }

  @ParameterizedTest
  @CsvSource({"300, true", "60, false"})
  void a_job_condemns_only_a_machine_that_came_for_it(long queuedFor, boolean vain) {
    Set<String> linux = Set.of("linux");
    Instant since = Scene.NOON.minusSeconds(61);
    Conditions before =
        new ConditionsBuilder()
            .queuedSince(Map.of(linux, Scene.NOON.minusSeconds(queuedFor)))
            .ignored(
                Map.of(
                    new RunnerConditions.RunnerAndLabels(7, linux),
                    new RunnerConditions.Ignored(since, Set.of(1000L))))
            .build();
    Scene scene =
        new Scene()
            .idle(NAME, Duration.ofSeconds(120), Duration.ofSeconds(61), 7, "linux")
            .queued(1, "linux")
            .conditions(before);

    assertThat(after(scene).runners().unservable().containsKey(linux)).isEqualTo(vain);
  }

  private static Scene idle() {
    return new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(2), 7, "linux");
  }

  private static BootFailures failedAgo(long seconds) {
    return new BootFailures(1, Scene.NOON.minusSeconds(seconds));
  }

  private static StoredState launched(StoredState stored, @Nullable Long server) {
    Instant then = Scene.NOON.minusSeconds(601);
    PendingLaunch pendingLaunch =
        new PendingLaunch(
            new LaunchOrder(
                Pool.DEFAULT, new Offering("ccx33", "nbg1"), Set.of("linux"), null, null),
            then,
            "this-process",
            server,
            null);
    return StoredStates.withLaunches(
        stored,
        all -> {
          all.put(NAME, pendingLaunch);
          return all;
        });
  }

  private static StoredState after(Scene scene) {
    return StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes());
  }

  private static Conditions missingFor(long seconds) {
    return new ConditionsBuilder()
        .missingServers(Map.of(NAME, Scene.NOON.minusSeconds(seconds)))
        .build();
  }
}
