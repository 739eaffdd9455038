package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.Conditions.Ignored;
import io.github.ciautoscaler.fleet.Conditions.RunnerAndLabels;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people, other programs and odd set-ups do to a fleet, and what must come of it. */
class AwkwardFleetTest {

  private static final String NAME = "ci-runner-00000001";
  private static final String OTHER = "ci-runner-00000002";
  private static final Set<String> LINUX = Set.of("linux");

  @Test
  void anotherInstallationsNodeIsNoOrphanAlthoughItsServerIsForeign() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(20), somebodyElses())
            .node(NAME, false, Map.of("ci-autoscaler.io/runner-ids", "7"))
            .conditions(orphanFor(Duration.ofMinutes(2)));
    assertThat(scene.plan().actions()).isEmpty();

    Scene removing = new Scene().server(NAME, Duration.ofMinutes(56), somebodyElses());
    removing.node(NAME, true, ownAnnotations("removing", Map.of("server-id", "5")));
    assertThat(removing.plan().actions()).isEmpty();
    assertThat(removing.fleet().machines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"draining", "removing"})
  void aRowThatSomebodyEnablesIsDisabledAgainAndWaitedForAnew(String stage) {
    Scene scene = leaving(stage, Map.of()).runner(NAME, 7, true, false, "linux");

    Action action = scene.actions(Kind.DEREGISTER).getFirst();

    assertThat(action.effects()).contains(new Effect.DisableRunner(7));
    assertThat(action.effects().getFirst())
        .isInstanceOfSatisfying(
            Effect.PatchNode.class,
            patch ->
                assertThat(patch.patch().annotations())
                    .containsEntry("ci-autoscaler.io/quiet-since", null)
                    .doesNotContainKey("ci-autoscaler.io/stage"));
  }

  @Test
  void whatIsRemovedWaitsForItsWindowAgain() {
    Map<String, String> waiting = new HashMap<>();
    waiting.put("server-id", "5");
    waiting.put("quiet-since", ago(9));
    waiting.put("first-look", "");
    assertThat(
            leaving("removing", waiting).runner(NAME, 7, true, true, "linux").actions(Kind.REMOVE))
        .isEmpty();
    assertThat(
            leaving("removing", Map.of("server-id", "5"))
                .runner(NAME, 7, true, true, "linux")
                .actions(Kind.REMOVE))
        .hasSize(1);
  }

  @Test
  void withoutDisableADrainWaitsForTheJobThatBeganMeanwhile() {
    Scene scene =
        leaving("draining", Map.of("drain", ago(100)))
            .withoutDisable()
            .runner(NAME, 7, true, false, "linux")
            .runs(7, "linux");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.NOTE);
  }

  @Test
  void withoutDisableADrainCanBeTakenBack() {
    Scene scene =
        leaving("deregistering", Map.of("stage-reason", "OPERATOR_DRAIN"))
            .withoutDisable()
            .runner(NAME, 7, true, false, "linux");

    assertThat(scene.actions(Kind.RESCUE).getFirst().reason().code())
        .isEqualTo(Code.DRAIN_TAKEN_BACK);
  }

  @Test
  void aJobThatNobodyTakesKeepsNoMachineAndBringsNoneBack() {
    Scene idle =
        new Scene()
            .idle(NAME, Duration.ofSeconds(3310), Duration.ofSeconds(2000), 7, "linux")
            .queued(1, "linux")
            .conditions(ignored(Duration.ofMinutes(30)))
            .stored(n -> StoredStates.withUnservable(n, Map.of(LINUX, Set.of(1000L))));
    assertThat(idle.kinds(NAME)).containsExactly(Kind.DEREGISTER);

    Scene leaving =
        leaving("deregistering", Map.of())
            .runner(NAME, 7, true, true, "linux")
            .queued(1, "linux")
            .stored(n -> StoredStates.withUnservable(n, Map.of(LINUX, Set.of(1000L))));
    assertThat(leaving.actions(Kind.RESCUE)).isEmpty();
    assertThat(leaving.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void whatIsHeldAgainstARunnerIsHeldWhileItsMachineLeaves() {
    Scene scene =
        leaving("deregistering", Map.of())
            .runner(NAME, 7, true, true, "linux")
            .queued(1, "linux")
            .conditions(ignored(Duration.ofMinutes(2)));

    assertThat(scene.actions(Kind.RESCUE)).isEmpty();
    assertThat(scene.fleet().conditions().ignored()).hasSize(1);
  }

  @Test
  void aJobThatNobodyTakesStarvesNoLaterOne() {
    Scene scene =
        new Scene()
            .queued(2, "linux")
            .stored(n ->
                StoredStates.withLabelsShown(
                    StoredStates.withUnservable(n, Map.of(LINUX, Set.of(1000L))),
                    Pool.DEFAULT,
                    Set.of(LINUX)));

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void runnersOfOneMachineMayOfferDifferentLabels() {
    Scene scene =
        new Scene()
            .idle(NAME, Duration.ofMinutes(20), Duration.ZERO, 7, "linux", "docker")
            .runner(NAME, 8, true, false, "linux", "gpu")
            .runs(7, "linux", "docker")
            .runs(8, "linux", "gpu")
            .stored(n ->
                StoredStates.withLabelsShown(
                    n, Pool.DEFAULT, Set.of(Set.of("linux", "docker"), Set.of("linux", "gpu"))))
            .queued(1, "linux", "docker")
            .queued(1, "docker", "gpu");

    assertThat(scene.actions(Kind.CREATE)).hasSize(1);
    StoredState once = StateChanges.apply(scene.fleet().seen().stored(), scene.plan().changes());
    assertThat(StateChanges.apply(once, scene.plan().changes())).isEqualTo(once);
  }

  @Test
  void jobsWithoutLabelsAreBoughtForWhereTheyCount() {
    PlanSettings d = Scene.settings(5, Duration.ofMinutes(5), null);
    PlanSettings counting =
        new PlanSettings(
            d.pools(),
            5,
            d.pollInterval(),
            d.idleTimeout(),
            d.billingWindow(),
            d.provisioningTimeout(),
            d.placementCoolDown(),
            d.fetchWindow(),
            true,
            false);

    assertThat(new Scene().with(counting).queued(1).actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void aMachineThatLostItsNodeAndEveryNoteHasTimeAndMayWork() {
    Scene scene = new Scene().server(NAME, Duration.ofMinutes(50));
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).as("its Node may come back").isEmpty();

    scene.conditions(vanishedFor(Duration.ofMinutes(10)));
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).hasSize(1);

    scene.permanentRunner(50, true, false, "linux").runs(50, "linux");
    assertThat(scene.actions(Kind.GIVE_UP_BOOT)).as("somebody may work on it").isEmpty();
  }

  @Test
  void aCordonThatAPersonMadeMeanwhileIsNotNotedAsOurs() {
    NodePatch ours = NodePatch.annotate(NodeAnnotations.CORDONED, "true").cordon(true, true);

    assertThat(ours.onto(true).annotations()).isEmpty();
    assertThat(ours.onto(true).unschedulable()).isTrue();
    assertThat(ours.onto(false)).isEqualTo(ours);
  }

  @Test
  void aJobOfARowThatSomebodyDeletedKeepsItsMachine() {
    Scene scene = leaving("removing", Map.of("server-id", "5")).runs(7, "linux");

    assertThat(scene.actions(Kind.RESCUE).getFirst().reason().code())
        .isEqualTo(Code.JOB_SLIPPED_IN);
  }

  @Test
  void anOrphanNodeTakesTheRowsOfItsPodsWithIt() {
    Scene scene =
        new Scene()
            .node(NAME, false, Map.of())
            .runner(NAME, 7, false, false, "linux")
            .conditions(orphanFor(Duration.ofMinutes(10)));

    assertThat(scene.actions(Kind.REMOVE_ORPHAN_NODE).getFirst().effects())
        .containsExactly(
            new Effect.VerifyUnoccupied(Set.of(7L), Set.of(NAME, "pod-7"), false),
            new Effect.DeleteRunner(7),
            new Effect.DeleteNode(NAME, "uid-" + NAME));
  }

  @Test
  void aRowThatMovedWithItsPodIsNotDeletedWithItsOldMachine() {
    Scene scene =
        new Scene()
            .node(NAME, false, ownAnnotations("removing", Map.of("server-id", "5")))
            .idle(OTHER, Duration.ofMinutes(10), Duration.ZERO, 7, "linux")
            .runs(7, "linux");

    assertThat(scene.actions(Kind.FINISH).getFirst().effects())
        .noneMatch(effect -> effect instanceof Effect.DeleteRunner)
        .anyMatch(effect -> effect instanceof Effect.DeleteNode);
    assertThat(scene.fleet().machines().getFirst().runners()).isEmpty();
  }

  @Test
  void withoutDisableAServerWhoseNodeIsGoneGoesAllTheSame() {
    Scene scene =
        new Scene()
            .withoutDisable()
            .server(NAME, Duration.ofMinutes(50))
            .runner(NAME, 7, true, false, "linux")
            .stored(n ->
                StoredStates.withRegistrations(
                    n,
                    all -> {
                      all.put(NAME, Set.of(7L));
                      return all;
                    }))
            .conditions(vanishedFor(Duration.ofMinutes(12)));

    assertThat(scene.actions(Kind.REMOVE_VANISHED).getFirst().effects())
        .noneMatch(effect -> effect instanceof Effect.DisableRunner)
        .anyMatch(effect -> effect instanceof Effect.VerifyUnoccupied)
        .anyMatch(effect -> effect instanceof Effect.DeleteServer);
  }

  @Test
  void aCreateUnderWayCountsAlsoWhenItsIntentWasDeletedByHand() {
    Scene scene =
        new Scene()
            .with(Scene.settings(1, Duration.ofMinutes(5), LINUX))
            .queued(1, "linux")
            .inFlight("ci-runner-aaaaaaaa");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void aMachineOnWhichAnUnknownRunnerMayWorkStays() {
    Map<String, String> ready = Map.of("ci-autoscaler.io/ready-at", ago(3000));
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(3400))
            .node(NAME, true, ready)
            .permanentRunner(50, true, false, "linux");
    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);

    scene.runs(50, "linux");
    assertThat(scene.kinds(NAME)).isEmpty();
    assertThat(String.valueOf(scene.plan().machineReasons().get(NAME)))
        .contains("RUNNER_POD_SELECTOR");

    Scene draining =
        new Scene()
            .server(NAME, Duration.ofSeconds(3400))
            .node(
                NAME,
                true,
                ownAnnotations(
                    "draining", Map.of("stage-reason", "RUNNER_NEVER_CAME", "runner-ids", "")))
            .podsOn(
                NAME,
                List.of(
                    new Pod(
                        "ci", "mine", "u1", NAME, true, false, false, null, Pod.Origin.UNKNOWN)))
            .permanentRunner(50, true, false, "linux");
    assertThat(draining.actions(Kind.REMOVE).getFirst().effects())
        .anySatisfy(effect ->
            assertThat(effect)
                .isInstanceOfSatisfying(
                    Effect.VerifyUnoccupied.class,
                    verify -> assertThat(verify.runnerIds()).contains(50L)));
    assertThat(draining.runs(50, "linux").actions(Kind.REMOVE)).isEmpty();
  }

  @Test
  void aRunnerThatWasThereBeforeTheMachineIsNotItsOwn() {
    Map<String, String> labels = new HashMap<>(ours());
    labels.put(Labels.RUNNERS_BEFORE, "50");
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(3400), labels)
            .node(NAME, true, Map.of("ci-autoscaler.io/ready-at", ago(3000)))
            .permanentRunner(50, true, false, "linux")
            .runs(50, "linux");

    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);
  }

  @Test
  void anAdoptedServerHasItsTimeFromItsAdoption() {
    Map<String, String> labels = new HashMap<>(ours());
    labels.put(Labels.ADOPTED_AT, String.valueOf(Scene.NOON.minusSeconds(300).getEpochSecond()));
    assertThat(new Scene().server(NAME, Duration.ofHours(3), labels).kinds(NAME)).isEmpty();

    labels.put(Labels.ADOPTED_AT, String.valueOf(Scene.NOON.minusSeconds(601).getEpochSecond()));
    assertThat(
            new Scene()
                .server(NAME, Duration.ofHours(3), labels)
                .conditions(vanishedFor(Duration.ofMinutes(10)))
                .kinds(NAME))
        .containsExactly(Kind.GIVE_UP_BOOT);
  }

  private static Scene leaving(String stage, Map<String, String> more) {
    return new Scene()
        .server(NAME, Duration.ofMinutes(56))
        .node(NAME, true, ownAnnotations(stage, more))
        .podsOn(NAME, List.of());
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
    ownAnnotations.put("ci-autoscaler.io/quiet-since", ago(50));
    ownAnnotations.put("ci-autoscaler.io/first-look", ago(35));
    more.forEach((key, value) -> ownAnnotations.put("ci-autoscaler.io/" + key, value));
    return ownAnnotations;
  }

  private static Map<String, String> ours() {
    return Map.of(
        Labels.MANAGED_BY, Labels.MANAGED_BY_US,
        Labels.INSTALLATION, Scene.OURS,
        Labels.POOL, Pool.DEFAULT);
  }

  private static Map<String, String> somebodyElses() {
    return Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "installation-b");
  }

  private static Conditions ignored(Duration length) {
    return new Conditions(
        Map.of(LINUX, Scene.NOON.minus(length)),
        Map.of(new RunnerAndLabels(7, LINUX), new Ignored(Scene.NOON.minus(length), Set.of(1000L))),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  private static Conditions orphanFor(Duration length) {
    return new Conditions(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(NAME, Scene.NOON.minus(length)),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  private static Conditions vanishedFor(Duration length) {
    return new Conditions(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(NAME, Scene.NOON.minus(length)),
        Map.of());
  }

  private static String ago(long seconds) {
    return Scene.NOON.minusSeconds(seconds).toString();
  }
}
