package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.PendingLaunch;
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
import org.junit.jupiter.params.provider.CsvSource;

class TeardownTest {

  private static final String NAME = "ci-runner-00000001";

  @ParameterizedTest(name = "{0} s old and idle for {1} s: {2}")
  @CsvSource({
    "1800, 1700, stays", // half an hour left
    "3299, 3000, stays", // a second before the window
    "3300, 3000, leaves", // the window opens five minutes before the hour
    "3350, 100, stays", // not idle for five minutes yet
    "3445, 100, leaves", // the idle timeout must not make it miss the boundary
    "3540, 3000, stays", // too late to be gone in time: that hour is paid anyway
    "6900, 4000, leaves", // its second hour
  })
  void anIdleMachineLeavesLateInItsPaidHourAndInTime(long age, long idle, String expected) {
    Scene scene =
        new Scene().idle(NAME, Duration.ofSeconds(age), Duration.ofSeconds(idle), 7, "linux");

    assertThat(scene.kinds(NAME))
        .isEqualTo(expected.equals("leaves") ? List.of(Kind.DEREGISTER) : List.of());
  }

  @Test
  void aWindowOfZeroNeverTearsDownAndAWindowOfAnHourAlwaysMay() {
    Scene scene =
        new Scene().idle(NAME, Duration.ofMinutes(57), Duration.ofMinutes(40), 7, "linux");
    assertThat(scene.with(Scene.settings(5, Duration.ZERO, null)).kinds(NAME)).isEmpty();

    Scene early = new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(6), 7, "linux");
    assertThat(early.with(Scene.settings(5, Duration.ofMinutes(60), null)).kinds(NAME))
        .containsExactly(Kind.DEREGISTER);
  }

  @Test
  void deregisteringNotesTheIntentFirstThenDisablesEveryRow() {
    Scene scene = due().runner(NAME, 8, true, false, "linux");

    List<Effect> effects = scene.actions(Kind.DEREGISTER).getFirst().effects();

    assertThat(effects.getFirst())
        .isInstanceOfSatisfying(
            Effect.PatchNode.class,
            patch -> {
              assertThat(patch.patch().annotations())
                  .containsEntry("ci-autoscaler.io/stage", "deregistering")
                  .containsEntry("ci-autoscaler.io/disabled-ids", "7,8")
                  .containsEntry("ci-autoscaler.io/cordoned", "true");
              assertThat(patch.patch().unschedulable()).isTrue();
              assertThat(patch.patch().teardownTaint()).isTrue();
            });
    assertThat(effects.subList(1, 3))
        .containsExactlyInAnyOrder(new Effect.DisableRunner(7), new Effect.DisableRunner(8));
  }

  @Test
  void aMachineThatAQueuedJobWillTakeStays() {
    assertThat(due().queued(1, "linux").kinds(NAME)).isEmpty();
  }

  @Test
  void afterTheDisableTheFetchWindowIsWaitedOutFromTheMomentItWasSeen() {
    assertThat(leaving("deregistering", Map.of()).kinds(NAME)).containsExactly(Kind.NOTE);
    assertThat(leaving("deregistering", Map.of("quiet-since", ago(9))).kinds(NAME)).isEmpty();
    assertThat(note(leaving("deregistering", Map.of("quiet-since", ago(10)))))
        .containsKey("ci-autoscaler.io/first-look");
  }

  @Test
  void onlyASecondLookLetsItDrain() {
    assertThat(
            leaving("deregistering", Map.of("quiet-since", ago(30), "first-look", ago(0)))
                .kinds(NAME))
        .as("the same look twice is one look")
        .isEmpty();
    assertThat(
            leaving("deregistering", Map.of("quiet-since", ago(30), "first-look", ago(5)))
                .kinds(NAME))
        .containsExactly(Kind.DRAIN);
  }

  @Test
  void aJobThatSlippedInIsKept() {
    Scene scene =
        leaving("deregistering", Map.of("quiet-since", ago(30), "first-look", ago(5)))
            .runs(7, "linux");

    Action rescue = scene.actions(Kind.RESCUE).getFirst();

    assertThat(rescue.reason().code()).isEqualTo(Code.JOB_SLIPPED_IN);
    assertThat(rescue.effects().getFirst()).isEqualTo(new Effect.EnableRunner(7));
  }

  @Test
  void aRowThatRegisteredMeanwhileIsDisabledAndTheWindowBeginsAnew() {
    Scene scene =
        leaving("deregistering", Map.of("quiet-since", ago(30), "first-look", ago(5)))
            .runner(NAME, 9, true, false, "linux");

    List<Effect> effects = scene.actions(Kind.DEREGISTER).getFirst().effects();

    assertThat(effects).contains(new Effect.DisableRunner(9));
    assertThat(effects.getFirst())
        .isInstanceOfSatisfying(
            Effect.PatchNode.class,
            patch ->
                assertThat(patch.patch().annotations())
                    .containsEntry("ci-autoscaler.io/quiet-since", null));
  }

  @Test
  void aRescueLeavesAPersonsCordonAndDisableAlone() {
    Scene scene = new Scene().server(NAME, Duration.ofMinutes(57));
    Map<String, String> stored = ownAnnotations("deregistering", Map.of("disabled-ids", ""));
    stored.remove("ci-autoscaler.io/cordoned");
    scene.node(NAME, true, stored).runner(NAME, 7, true, true, "linux").runs(7, "linux");

    List<Effect> effects = scene.actions(Kind.RESCUE).getFirst().effects();

    assertThat(effects).noneMatch(effect -> effect instanceof Effect.EnableRunner);
    assertThat(effects)
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.PatchNode.class, patch -> assertThat(patch.patch().unschedulable()).isNull());
  }

  @Test
  void demandThatReturnsRescuesBeforeAnythingIsBought() {
    Scene scene = leaving("deregistering", Map.of()).queued(1, "linux");

    assertThat(scene.actions(Kind.RESCUE)).hasSize(1);
    assertThat(scene.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void whatCannotBeGoneBeforeTheBoundaryIsRescued() {
    Scene scene = new Scene().server(NAME, Duration.ofSeconds(3575));
    scene
        .node(NAME, true, ownAnnotations("draining", Map.of()))
        .runner(NAME, 7, true, true, "linux");

    assertThat(scene.actions(Kind.RESCUE))
        .singleElement()
        .satisfies(a -> assertThat(a.reason().code()).isEqualTo(Code.TOO_LATE_FOR_HOUR));
  }

  @Test
  void aDrainEvictsOtherPodsAndLeavesTheRunnerAndDaemonSetsAlone() {
    Pod web = pod("web", false, false);
    Pod cni = pod("cni", true, false);
    Pod mirror = pod("static", false, true);
    Scene scene =
        leaving("draining", Map.of())
            .podsOn(NAME, List.of(web, cni, mirror, pod("pod-7", true, false)));

    assertThat(scene.actions(Kind.EVICT).getFirst().effects())
        .containsExactly(look(true), new Effect.EvictPod("ns", "web", "uid-web"));
  }

  @Test
  void withNoPodLeftItLooksOnceMoreAndDeletesTheServer() {
    Scene scene = leaving("draining", Map.of()).podsOn(NAME, List.of());

    List<Effect> effects = scene.actions(Kind.REMOVE).getFirst().effects();

    assertThat(effects.get(1))
        .isInstanceOfSatisfying(
            Effect.VerifyUnoccupied.class,
            look -> {
              assertThat(look.runnerIds()).contains(7L);
              assertThat(look.runnerNames()).contains(NAME, "pod-7");
              assertThat(look.mustBeDisabled()).isTrue();
            });
    assertThat(effects.get(2)).isInstanceOf(Effect.DeleteServer.class);
  }

  @Test
  void onceTheServerIsGoneRowsGoAndTheNodeLast() {
    Scene scene = new Scene();
    scene
        .node(NAME, true, ownAnnotations("removing", Map.of("server-id", "4711")))
        .runner(NAME, 7, false, true, "linux");

    assertThat(scene.actions(Kind.FINISH).getFirst().effects())
        .containsExactly(
            new Effect.VerifyServerGone(4711),
            new Effect.DeleteRunner(7),
            new Effect.DeleteNode(NAME, "uid-" + NAME));
  }

  @Test
  void anUnknownQueueRemovesNothing() {
    assertThat(due().queueFailsNow().kinds(NAME)).isEmpty();
    assertThat(leaving("draining", Map.of()).podsOn(NAME, List.of()).queueFailsNow().kinds(NAME))
        .isEmpty();
  }

  @Test
  void withoutADisableTheRunnersPodIsEvictedAndSeenGoneFirst() {
    Scene draining =
        leaving("draining", Map.of())
            .withoutDisable()
            .podsOn(NAME, List.of(pod("pod-7", "pod-uid-7", true, false)));
    assertThat(draining.actions(Kind.EVICT).getFirst().effects())
        .containsExactly(look(false), new Effect.EvictPod("ns", "pod-7", "pod-uid-7"));

    Scene gone =
        leaving("draining", Map.of("quiet-since", "", "first-look", ""))
            .withoutDisable()
            .podsOn(NAME, List.of());
    assertThat(gone.kinds(NAME)).containsExactly(Kind.NOTE);
    assertThat(gone.plan().machineReasons().get(NAME))
        .extracting(Reason::code)
        .isEqualTo(Code.WEAK_TEARDOWN);
  }

  @Test
  void anOperatorsDrainDisablesABusyMachineAndWaitsForItsJob() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(10))
            .node(
                NAME,
                true,
                Map.of(
                    "ci-autoscaler.io/ready-at", ago(500),
                    "ci-autoscaler.io/runner-ids", "7",
                    "ci-autoscaler.io/drain", ago(1)))
            .runner(NAME, 7, true, false, "linux")
            .runs(7, "linux");
    assertThat(scene.kinds(NAME)).containsExactly(Kind.DEREGISTER);

    Scene later =
        leaving("deregistering", Map.of("drain", ago(60), "quiet-since", ago(40))).runs(7, "linux");
    assertThat(later.kinds(NAME)).as("waits for the job").isSubsetOf(Kind.NOTE);
    assertThat(later.plan().machineReasons().get(NAME))
        .extracting(Reason::code)
        .isEqualTo(Code.OPERATOR_DRAIN);
  }

  @Test
  void aNodeThatIsLostWithoutAJobLeavesWithoutWaitingForPods() {
    Scene scene = new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(9), 7, "linux");
    assertThat(scene.notReadyFor(NAME, Duration.ofSeconds(299)).kinds(NAME)).isEmpty();
    assertThat(scene.notReadyFor(NAME, Duration.ofSeconds(300)).kinds(NAME))
        .containsExactly(Kind.DEREGISTER);
  }

  @Test
  void foreignServersAreNeverTouchedAndAreNamed() {
    Scene scene =
        new Scene()
            .server(
                NAME,
                Duration.ofHours(3),
                Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "other"))
            .server(
                "ci-runner-00000002",
                Duration.ofHours(3),
                Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US));

    assertThat(scene.plan().actions()).isEmpty();
    assertThat(scene.plan().warnings())
        .filteredOn(warning -> warning.code().equals("FOREIGN_SERVER"))
        .hasSize(2);
  }

  @Test
  void aServerOfTheOriginalWithANodeHereIsAdoptedWithAllItsLabels() {
    Scene scene =
        new Scene()
            .server(
                NAME,
                Duration.ofHours(3),
                Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, "team", "a"))
            .node(NAME, true, Map.of());

    assertThat(scene.actions(Kind.ADOPT).getFirst().effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.LabelServer.class,
            label ->
                assertThat(label.labels())
                    .containsEntry("team", "a")
                    .containsEntry(Labels.INSTALLATION, Scene.OURS));
  }

  @Test
  void aBootThatNeverJoinsIsGivenUpAndCounted() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofSeconds(601))
            .stored(n ->
                StoredStates.withLaunches(
                    n,
                    all -> {
                      all.put(
                          NAME,
                          new PendingLaunch(
                              new LaunchOrder(
                                  "default",
                                  new io.github.ciautoscaler.fleet.Offering("ccx33", "nbg1"),
                                  Set.of(),
                                  null,
                                  null),
                              Scene.NOON.minusSeconds(601),
                              "this-process",
                              1L,
                              null));
                      return all;
                    }));

    Plan plan = scene.plan();

    assertThat(plan.actions())
        .singleElement()
        .satisfies(action -> {
          assertThat(action.kind()).isEqualTo(Kind.GIVE_UP_BOOT);
          assertThat(action.reason().code()).isEqualTo(Code.NODE_NEVER_JOINED);
        });
    StoredState after = StateChanges.apply(scene.fleet().seen().stored(), plan.changes());
    assertThat(after.health().pool(Pool.DEFAULT).bootFailures().inARow()).isEqualTo(1);
    assertThat(after.launches().pending()).isEmpty();
  }

  private static Effect look(boolean mustBeDisabled) {
    return new Effect.VerifyUnoccupied(Set.of(7L), Set.of(NAME, "pod-7"), mustBeDisabled);
  }

  private static Scene due() {
    return new Scene().idle(NAME, Duration.ofMinutes(56), Duration.ofMinutes(20), 7, "linux");
  }

  private static Scene leaving(String stage, Map<String, String> more) {
    return new Scene()
        .server(NAME, Duration.ofMinutes(56))
        .node(NAME, true, ownAnnotations(stage, more))
        .runner(NAME, 7, true, true, "linux");
  }

  private static Map<String, String> ownAnnotations(String stage, Map<String, String> more) {
    Map<String, String> ownAnnotations = new HashMap<>();
    ownAnnotations.put("ci-autoscaler.io/stage", stage);
    ownAnnotations.put("ci-autoscaler.io/stage-since", ago(60));
    ownAnnotations.put(
        "ci-autoscaler.io/stage-reason",
        more.containsKey("drain") ? "OPERATOR_DRAIN" : "HOUR_ENDS");
    ownAnnotations.put("ci-autoscaler.io/ready-at", ago(3000));
    ownAnnotations.put("ci-autoscaler.io/idle-since", ago(1200));
    ownAnnotations.put("ci-autoscaler.io/runner-ids", "7");
    ownAnnotations.put("ci-autoscaler.io/disabled-ids", "7");
    ownAnnotations.put("ci-autoscaler.io/cordoned", "true");
    if (!stage.equals("deregistering")) {
      ownAnnotations.put("ci-autoscaler.io/quiet-since", ago(50));
      ownAnnotations.put("ci-autoscaler.io/first-look", ago(35));
    }
    more.forEach((key, value) -> ownAnnotations.put("ci-autoscaler.io/" + key, value));
    return ownAnnotations;
  }

  private static Map<String, ?> note(Scene scene) {
    Effect effect = scene.actions(Kind.NOTE).getFirst().effects().getFirst();
    return effect instanceof Effect.PatchNode(var node, var patch) ? patch.annotations() : Map.of();
  }

  private static String ago(long seconds) {
    return Scene.NOON.minusSeconds(seconds).toString();
  }

  private static Pod pod(String name, boolean daemonSet, boolean mirror) {
    return pod(name, "uid-" + name, daemonSet, mirror);
  }

  private static Pod pod(String name, String uid, boolean daemonSet, boolean mirror) {
    return new Pod("ns", name, uid, NAME, daemonSet, mirror, false, null, Pod.Origin.UNKNOWN);
  }
}
