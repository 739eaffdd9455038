package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.RunnerConditions.Ignored;
import io.github.ciautoscaler.fleet.RunnerConditions.RunnerAndLabels;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleUpTest {

  private static final Duration FIVE = Duration.ofMinutes(5);

  @Test
  void aQueuedJobWithoutCapacityGetsOneServer() {
    List<Action> created = new Scene().queued(1, "linux").actions(Kind.CREATE);

    assertThat(created).hasSize(1);
    assertThat(created.getFirst().machine()).matches("ci-runner-[0-9a-f]{8}");
    assertThat(created.getFirst().effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.CreateServer.class,
            create -> {
              assertThat(create.offering()).isEqualTo(new Offering("ccx33", "nbg1"));
              assertThat(create.labels())
                  .containsEntry(Labels.MANAGED_BY, Labels.MANAGED_BY_US)
                  .containsEntry(Labels.INSTALLATION, Scene.OURS);
            });
  }

  @ParameterizedTest
  @CsvSource({"v1.34.2+k3s1, 2", "v1.24.10+k3s1, 1"})
  void aJoinTokenIsMadeOnlyWhereTheClustersAgentsTakeOne(String version, int effects) {
    ClusterInfo cluster = new ClusterInfo(version, null, Set.of(Permission.JOIN_TOKENS), Map.of());

    List<Action> created = new Scene().cluster(cluster).queued(1, "linux").actions(Kind.CREATE);

    assertThat(created.getFirst().effects()).hasSize(effects);
    assertThat(created.getFirst().effects().getLast())
        .isInstanceOfSatisfying(
            Effect.CreateServer.class,
            create -> assertThat(create.machine().tokenId() != null).isEqualTo(effects == 2));
  }

  @Test
  void aJoinTokenOutlivesTheBootThatItIsFor() {
    ClusterInfo cluster =
        new ClusterInfo("v1.34.2+k3s1", null, Set.of(Permission.JOIN_TOKENS), Map.of());

    List<Action> created = new Scene().cluster(cluster).queued(1, "linux").actions(Kind.CREATE);

    assertThat(created.getFirst().effects().getFirst())
        .isInstanceOfSatisfying(
            Effect.CreateJoinToken.class,
            token -> assertThat(token.life()).isGreaterThan(Duration.ofMinutes(10)));
  }

  @Test
  void everyLaunchIsRecordedFirst() {
    Plan plan = new Scene().queued(2, "linux").plan();

    StoredState stored = StateChanges.apply(StoredState.EMPTY, plan.changes());

    assertThat(stored.launches().pending().keySet())
        .isEqualTo(Set.copyOf(plan.actions().stream().map(Action::machine).toList()))
        .hasSize(2);
  }

  @Test
  void theMaximumBindsAndIsSaid() {
    Plan plan = new Scene().queued(9, "linux").plan();

    assertThat(plan.actions()).hasSize(5);
    assertThat(plan.decisions())
        .anySatisfy(decision -> {
          assertThat(decision.isDone()).isFalse();
          assertThat(decision.reason().code()).isEqualTo(Code.AT_MAX_NODES);
        });
    assertThat(plan.jobs().stream().filter(job -> job.standing() == Standing.WAITS)).hasSize(4);
  }

  @Test
  void aLaunchUnderWayCountsAgainstDemandAndMaximum() {
    Scene scene =
        new Scene()
            .queued(6, "linux")
            .inFlight("ci-runner-00000001")
            .stored(stored ->
                StoredStates.withLaunches(stored, all -> pendingLaunch(all, "ci-runner-00000001")));

    assertThat(scene.actions(Kind.CREATE)).hasSize(4);
  }

  @Test
  void aLostAnswerIsLookedUpBeforeAnythingElseIsLaunched() {
    Scene scene =
        new Scene()
            .queued(3, "linux")
            .stored(stored ->
                StoredStates.withLaunches(stored, all -> pendingLaunch(all, "ci-runner-00000001")));

    assertThat(scene.actions(Kind.RESOLVE_LAUNCH)).hasSize(1);
    assertThat(scene.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void aFreePermanentRunnerThatFitsServesFirst() {
    assertThat(
            new Scene()
                .permanentRunner(1, true, false, "linux", "x64")
                .queued(1, "linux")
                .actions(Kind.CREATE))
        .isEmpty();
  }

  @Test
  void anOfflineOrDisabledRunnerIsNoCapacity() {
    assertThat(
            new Scene()
                .permanentRunner(1, false, false, "linux")
                .permanentRunner(2, true, true, "linux")
                .queued(1, "linux")
                .actions(Kind.CREATE))
        .hasSize(1);
  }

  @Test
  void aRunnerMustHaveAllLabelsOfTheJob() {
    Scene scene =
        new Scene()
            .idle("ci-runner-00000001", FIVE, FIVE, 7, "linux")
            .with(Scene.settings(5, FIVE, Set.of("linux", "arm64")))
            .queued(1, "linux", "arm64");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void labelsThatNoPoolOffersAreNamedAndNotLaunchedFor() {
    Plan plan =
        new Scene()
            .idle("ci-runner-00000001", FIVE, FIVE, 7, "linux")
            .queued(1, "linux", "arm64")
            .plan();

    assertThat(plan.jobs())
        .singleElement()
        .satisfies(job -> assertThat(job.standing()).isEqualTo(Standing.UNSERVABLE));
    assertThat(plan.actions()).noneMatch(action -> action.kind() == Kind.CREATE);
  }

  @Test
  void theOwnersLabelsReplaceTheOriginalsRule() {
    assertThat(
            new Scene()
                .with(Scene.settings(5, FIVE, Set.of("ubuntu-latest")))
                .queued(1, "ubuntu-latest")
                .actions(Kind.CREATE))
        .hasSize(1);
  }

  @Test
  void jobsWithoutLabelsAreNotDemand() {
    assertThat(new Scene().queued(3).actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void anIdleRunnerThatIgnoresAJobForAMinuteIsNoCapacityForIt() {
    Set<String> linux = Set.of("linux");
    Conditions before =
        new ConditionsBuilder()
            .queuedSince(Map.of(linux, Scene.NOON.minusSeconds(300)))
            .ignored(
                Map.of(
                    new RunnerAndLabels(7, linux),
                    new Ignored(Scene.NOON.minusSeconds(61), Set.of(1000L))))
            .build();
    Scene scene =
        new Scene()
            .idle("ci-runner-00000001", Duration.ofMinutes(30), FIVE, 7, "linux")
            .conditions(before)
            .queued(1, "linux");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void whenAFreshMachineCameInVainTheLabelsAreUnservable() {
    Set<String> linux = Set.of("linux");
    Conditions before =
        new ConditionsBuilder()
            .queuedSince(Map.of(linux, Scene.NOON.minusSeconds(600)))
            .ignored(
                Map.of(
                    new RunnerAndLabels(7, linux),
                    new Ignored(Scene.NOON.minusSeconds(61), Set.of(1000L))))
            .build();
    Scene scene =
        new Scene()
            .idle("ci-runner-00000001", FIVE, Duration.ofMinutes(2), 7, "linux")
            .conditions(before)
            .queued(1, "linux");

    StoredState learned = StateChanges.apply(StoredState.EMPTY, scene.plan().changes());
    assertThat(learned.runners().unservable()).containsExactly(Map.entry(linux, Set.of(1000L)));
    scene.stored(n -> StoredStates.withUnservable(n, learned.runners().unservable()));
    assertThat(scene.actions(Kind.CREATE)).isEmpty();

    scene.conditions(Conditions.NONE).queued(1, "linux");
    assertThat(scene.plan().jobs())
        .as("a later job with these labels is another matter")
        .extracting(Assignment::standing)
        .containsExactly(Assignment.Standing.UNSERVABLE, Assignment.Standing.FREE_RUNNER);
  }

  @Test
  void aPlacementThatCoolsDownIsPassedOver() {
    List<Action> created =
        new Scene()
            .queued(1, "linux")
            .stored(stored ->
                StoredStates.withCoolDowns(
                    stored,
                    all -> {
                      all.put(
                          new Offering("ccx33", "nbg1"),
                          new CoolDown(Scene.NOON.plusSeconds(60), CoolDown.Cause.SOLD_OUT, ""));
                      return all;
                    }))
            .actions(Kind.CREATE);

    assertThat(created.getFirst().effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.CreateServer.class,
            create -> assertThat(create.offering().location()).isEqualTo("fsn1"));
  }

  @Test
  void failedBootsDoubleTheWaitBeforeTheNextLaunch() {
    Scene scene =
        new Scene()
            .queued(5, "linux")
            .stored(n ->
                StoredStates.withBootFailures(
                    n, Pool.DEFAULT, new BootFailures(3, Scene.NOON.minusSeconds(239))));
    assertThat(scene.actions(Kind.CREATE)).isEmpty();

    scene.stored(n ->
        StoredStates.withBootFailures(
            n, Pool.DEFAULT, new BootFailures(3, Scene.NOON.minusSeconds(240))));
    assertThat(scene.actions(Kind.CREATE)).as("one at a time until one serves").hasSize(1);
  }

  @Test
  void nothingIsLaunchedWhilePausedUnknownOrOutOfBudget() {
    assertThat(
            new Scene()
                .queued(1, "linux")
                .stored(n -> StoredStates.withPause(n, new Pause(Scene.NOON, null, null)))
                .actions(Kind.CREATE))
        .isEmpty();
    assertThat(new Scene().queued(1, "linux").serversArePartial().actions(Kind.CREATE)).isEmpty();
    assertThat(new Scene().queued(1, "linux").budget(50).actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void withoutRecordedLaunchesTheFirstHalfMinuteLaunchesNothing() {
    Scene scene = new Scene().queued(1, "linux").nothingIsRecorded();

    assertThat(scene.startedAgo(Duration.ofSeconds(29)).actions(Kind.CREATE)).isEmpty();
    assertThat(scene.startedAgo(Duration.ofSeconds(30)).actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void anOperatorsServersAreLaunchedWithoutAQueue() {
    Scene scene =
        new Scene()
            .stored(n ->
                StoredStates.withScaleRequests(
                    n,
                    all -> {
                      all.put("key", new ScaleRequest(3, 1, Scene.NOON, null));
                      return all;
                    }));

    Plan plan = scene.plan();

    assertThat(plan.actions()).hasSize(2);
    StoredState after =
        StateChanges.apply(
            StoredStates.withScaleRequests(
                StoredState.EMPTY,
                all -> {
                  all.put("key", new ScaleRequest(3, 1, Scene.NOON, null));
                  return all;
                }),
            plan.changes());
    assertThat(after.wishes().scaleRequests().get("key"))
        .isEqualTo(new ScaleRequest(3, 3, Scene.NOON, null));
  }

  private static Map<String, PendingLaunch> pendingLaunch(
      Map<String, PendingLaunch> all, String name) {
    all.put(
        name,
        PendingLaunch.begun(
            new LaunchOrder(
                Pool.DEFAULT, new Offering("ccx33", "nbg1"), Set.of("linux"), null, null),
            Scene.NOON.minusSeconds(20),
            "another-process"));
    return all;
  }
}
