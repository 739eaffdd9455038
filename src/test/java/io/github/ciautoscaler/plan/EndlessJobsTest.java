package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that counts as running where its runner is not heard of any more. */
class EndlessJobsTest {

  private static final String NAME = "ci-runner-0a1b2c3d";
  private static final Duration AGE = Duration.ofHours(3);
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final Duration SHORT = Duration.ofSeconds(1799);

  @Test
  void onALostNodeItIsNamedWithTheMendAndNothingIsDone() {
    Scene scene = machine(false).runs(7, "linux").notReadyFor(NAME, LONG);
    Plan plan = scene.plan();

    assertThat(endless(plan))
        .singleElement()
        .asString()
        .contains("Job 1000 ", NAME, "since " + Scene.NOON.minus(LONG), "not Ready")
        .contains("Cancel the job in the forge", "/api/nodes/" + NAME + "/drain", "\"force\":true");
    assertThat(plan.machineReasons())
        .hasEntrySatisfying(NAME, why -> assertThat(why.code()).isEqualTo(Code.ENDLESS_JOB));
    assertThat(scene.kinds(NAME)).isEmpty();
  }

  @Test
  void onALostNodeItIsNotNamedBeforeHalfAnHour() {
    assertThat(endless(machine(false).runs(7, "linux").notReadyFor(NAME, SHORT).plan())).isEmpty();
  }

  @Test
  void whoseRunnerIsHeardOfItWorksWhateverItsNodeSays() {
    Scene scene = machine(true).runs(7, "linux").notReadyFor(NAME, Duration.ofHours(2));
    assertThat(endless(scene.plan())).isEmpty();
  }

  @Test
  void whoseRunnerIsOfflineOnAReadyNodeItIsNamedAfterHalfAnHour() {
    Scene scene = machine(false).runs(7, "linux").conditions(silent(LONG, 1000L));

    assertThat(endless(scene.plan()))
        .singleElement()
        .asString()
        .contains("Job 1000 ", NAME, "is Ready", "runner's pod", "/drain");
    assertThat(endless(machine(false).runs(7).conditions(silent(SHORT, 1000L)).plan())).isEmpty();
  }

  @Test
  void whoseRowIsGoneItIsNamedToo() {
    Scene scene = withoutRow().node(NAME, true, notedRow()).runs(7, "linux");
    assertThat(endless(scene.conditions(silent(LONG, 1000L)).plan())).hasSize(1);
  }

  @Test
  void ofSeveralEachIsNamedInOneSentence() {
    Scene scene = machine(false).runs(7, "linux").runs(7, "linux");
    assertThat(endless(scene.conditions(silent(LONG, 1000L, 1001L)).plan()))
        .singleElement()
        .asString()
        .contains("Jobs 1000, 1001 count");
  }

  @Test
  void onAMachineWithoutANodeItIsCancelledInTheForge() {
    Scene scene = withoutRow().runs(7, "linux").conditions(silent(LONG, 1000L));

    assertThat(endless(scene.plan()))
        .singleElement()
        .asString()
        .contains("Job 1000 ", NAME, "has no Node", "Cancel the job in the forge")
        .doesNotContain("/drain");
    assertThat(scene.kinds(NAME)).isEmpty();
  }

  @Test
  void onAMachineThatIsGoneItIsNamedStill() {
    Scene scene =
        new Scene()
            .stored(n -> StoredStates.withRegistrations(n, EndlessJobsTest::recorded))
            .runs(7);

    assertThat(endless(scene.conditions(silent(LONG, 1000L)).plan()))
        .singleElement()
        .asString()
        .contains("Job 1000 ", NAME, "server is gone", "Cancel the job in the forge");
  }

  @Test
  void onSomebodyElsesRunnerItIsNotOurs() {
    Scene scene = new Scene().permanentRunner(3, false, false, "linux").runs(3, "linux");
    assertThat(endless(scene.conditions(silent(LONG, 1000L)).plan())).isEmpty();
  }

  @Test
  void whatIsNotKnownNowIsNotSaid() {
    Scene scene = machine(false).runs(7, "linux").conditions(silent(LONG, 1000L));
    assertThat(endless(scene.seenAs(Seen.serversAgo(Duration.ofMinutes(5))).plan())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sinceWhenLastsWhileItsRunnerIsSilentAndNoLonger(boolean online) {
    Scene scene = machine(online).runs(7, "linux").conditions(silent(SHORT, 1000L));
    Map<Long, Instant> next = scene.fleet().conditions().jobs().silent();

    assertThat(next).isEqualTo(online ? Map.of() : Map.of(1000L, Scene.NOON.minus(SHORT)));
    assertThat(machine(false).runs(7).fleet().conditions().jobs().silent())
        .isEqualTo(Map.of(1000L, Scene.NOON));
  }

  private static Scene machine(boolean online) {
    return withoutRow().node(NAME, true, notedRow()).runner(NAME, 7, online, false, "linux");
  }

  private static Scene withoutRow() {
    return new Scene()
        .server(NAME, AGE)
        .stored(n -> StoredStates.withRegistrations(n, EndlessJobsTest::recorded));
  }

  private static Map<String, Set<Long>> recorded(Map<String, Set<Long>> all) {
    all.put(NAME, Set.of(7L));
    return all;
  }

  private static Map<String, String> notedRow() {
    return Map.of(
        "ci-autoscaler.io/ready-at",
        Scene.NOON.minus(AGE).toString(),
        "ci-autoscaler.io/runner-ids",
        "7");
  }

  private static Conditions silent(Duration length, Long... jobs) {
    Map<Long, Instant> since = new HashMap<>();
    for (Long job : jobs) {
      since.put(job, Scene.NOON.minus(length));
    }
    return new ConditionsBuilder().silentJobs(since).build();
  }

  private static List<String> endless(Plan plan) {
    return plan.warnings().stream()
        .filter(warning -> warning.code().equals("ENDLESS_JOB"))
        .map(Plan.Warning::message)
        .toList();
  }
}
