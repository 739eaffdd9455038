package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.RunnerConditions.Ignored;
import io.github.ciautoscaler.fleet.RunnerConditions.RunnerAndLabels;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a queued job will take stays, and what no job takes does not. */
class NeededRuleTest {

  private static final String NAME = Leaving.NAME;
  private static final Set<String> LINUX = Set.of("linux");

  @Test
  void aMachineThatAQueuedJobWillTakeStays() {
    assertThat(Leaving.due().queued(1, "linux").kinds(NAME)).isEmpty();
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
        Leaving.empty("deregistering", Map.of())
            .runner(NAME, 7, true, true, "linux")
            .queued(1, "linux")
            .stored(n -> StoredStates.withUnservable(n, Map.of(LINUX, Set.of(1000L))));
    assertThat(leaving.actions(Kind.CANCEL)).isEmpty();
    assertThat(leaving.actions(Kind.CREATE)).isEmpty();
  }

  @Test
  void whatIsHeldAgainstARunnerIsHeldWhileItsMachineLeaves() {
    Scene scene =
        Leaving.empty("deregistering", Map.of())
            .runner(NAME, 7, true, true, "linux")
            .queued(1, "linux")
            .conditions(ignored(Duration.ofMinutes(2)));

    assertThat(scene.actions(Kind.CANCEL)).isEmpty();
    assertThat(scene.fleet().conditions().runners().ignored()).hasSize(1);
  }

  private static Conditions ignored(Duration length) {
    return new ConditionsBuilder()
        .queuedSince(Map.of(LINUX, Scene.NOON.minus(length)))
        .ignored(
            Map.of(
                new RunnerAndLabels(7, LINUX),
                new Ignored(Scene.NOON.minus(length), Set.of(1000L))))
        .build();
  }
}
