package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.life.SteppedBackground.Killed;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.SourceHealth;
import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import io.github.ciautoscaler.sandbox.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a waiting job to a machine and back, over the real wire formats. */
class LifeOverHttpTest {

  private static final int MANY_PASSES = 400;

  /** Lived once for all tests here. */
  private static List<Effect> wholeLife = List.of();

  @ParameterizedTest(name = "with the original''s rights only: {0}")
  @ValueSource(booleans = {false, true})
  void aJobGetsAMachineAndTheMachineIsGoneBeforeItsNextHour(boolean originalsRights) {
    try (Life life = life(null, originalsRights ? Rbac.ORIGINAL : Rbac.EVERYTHING, Death.NEVER)) {
      life.push(Duration.ofMinutes(3), "linux");

      liveOn(life);

      assertGivenBack(life);
      assertThat(life.launched()).hasSize(1);
      assertThat(life.hoursPaid()).as("one job of three minutes costs one hour").isEqualTo(1);
    }
  }

  @Test
  void aForgeThatCannotDisableGetsTheWeakerSequence() {
    try (Life life = life("1.25.5", Rbac.EVERYTHING, Death.NEVER)) {
      life.push(Duration.ofMinutes(3), "linux");

      liveOn(life);

      assertGivenBack(life);
    }
  }

  @Test
  void aForgeWithTheWordsOf28IsServedLikeAnyOther() {
    try (Life life = life("28.1.0", Rbac.EVERYTHING, Death.NEVER)) {
      life.push(Duration.ofMinutes(3), "linux");

      liveOn(life);

      assertGivenBack(life);
      assertThat(life.hoursPaid()).isEqualTo(1);
    }
  }

  @Test
  void anOrphanedJobRowIsNamedAndStopsNothing() {
    try (Life life = life(null, Rbac.EVERYTHING, Death.NEVER)) {
      life.sandbox()
          .control(
              new Request(
                  "POST",
                  "/sandbox/faults",
                  Map.of(),
                  Map.of(),
                  "{\"kind\":\"orphaned-job-row\"}",
                  ""));
      life.push(Duration.ofMinutes(3), "linux");

      SourceHealth gitea = life.pass().sources().getFirst();
      assertThat(gitea.ok()).isTrue();
      assertThat(gitea.problem()).contains("Job 900000 ").contains("action_run_job");
      liveOn(life);

      assertGivenBack(life);
      assertThat(life.hoursPaid()).isEqualTo(1);
    }
  }

  /** Every effect that a whole life is made of, killed right before and right after it. */
  @ParameterizedTest(name = "killed before the effect: {0}")
  @ValueSource(booleans = {true, false})
  void killedAtEveryEffectNothingIsLost(boolean before) {
    List<Effect> whole = effectsOfAWholeLife();
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      try (Life life = life(null, Rbac.EVERYTHING, new Death(i, before))) {
        life.push(Duration.ofMinutes(3), "linux");
        liveOn(life);
        assertGivenBack(life);
      } catch (AssertionError wrong) {
        broken.add(i + " " + whole.get(i) + ": " + wrong.getMessage());
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void aWholeLifeIsMadeOfEveryEffectThatItCanHave() {
    Set<Class<?>> seen = new LinkedHashSet<>();
    effectsOfAWholeLife().forEach(effect -> seen.add(effect.getClass()));

    assertThat(seen)
        .contains(
            Effect.CreateJoinToken.class,
            Effect.CreateServer.class,
            Effect.DeleteJoinToken.class,
            Effect.PatchNode.class,
            Effect.DisableRunner.class,
            Effect.VerifyUnoccupied.class,
            Effect.DeleteServer.class,
            Effect.VerifyServerGone.class,
            Effect.DeleteRunner.class,
            Effect.DeleteNode.class);
  }

  private static synchronized List<Effect> effectsOfAWholeLife() {
    if (wholeLife.isEmpty()) {
      wholeLife = liveOnce();
    }
    return wholeLife;
  }

  private static List<Effect> liveOnce() {
    SteppedBackground background = new SteppedBackground(Death.NEVER);
    try (Life life = new Life(1, null, background)) {
      life.push(Duration.ofMinutes(3), "linux");
      liveOn(life);
    }
    return background.effects();
  }

  private static Life life(@Nullable String forgeVersion, Rbac rights, Death death) {
    Life life = new Life(1, forgeVersion, new SteppedBackground(death));
    life.sandbox().permit(rights);
    return life;
  }

  /**
   * Passes until the job is done and the fleet is empty again; a killed process is started anew.
   */
  private static void liveOn(Life life) {
    for (int i = 0; i < MANY_PASSES; i++) {
      try {
        life.pass();
      } catch (Killed killed) {
        life.move(Duration.ofSeconds(2));
        life.restart(new SteppedBackground(Death.NEVER));
      }
      boolean done = life.jobs().stream().allMatch(job -> "success".equals(job.conclusion()));
      if (done && life.alive() == 0 && life.workers().isEmpty() && life.runnerRows() == 0) {
        return;
      }
    }
  }

  private static void assertGivenBack(Life life) {
    assertThat(life.jobs()).as("jobs").allMatch(job -> "success".equals(job.conclusion()));
    assertThat(life.lostJobs()).as("jobs that lost their runner").isEmpty();
    assertThat(life.mostServers()).as("most servers at once").isEqualTo(1);
    assertThat(life.alive()).as("servers left").isZero();
    assertThat(life.workers()).as("nodes left").isEmpty();
    assertThat(life.runnerRows()).as("runner rows left").isZero();
  }
}
