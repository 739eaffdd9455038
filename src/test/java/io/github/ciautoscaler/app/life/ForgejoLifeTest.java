package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.life.SteppedBackground.Killed;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a waiting job to a machine and back on a Forgejo, over the real wire formats. */
class ForgejoLifeTest {

  private static final String FORGEJO_15 = "15.0.9+gitea-1.22.0";
  private static final String FORGEJO_11 = "11.0.15+gitea-1.22.0";
  private static final int MANY_PASSES = 600;

  @ParameterizedTest
  @ValueSource(strings = {FORGEJO_11, FORGEJO_15})
  void a_job_gets_a_machine_and_the_machine_is_gone_before_its_next_hour(String version) {
    try (Life life = life(1, version, Death.NEVER)) {
      life.push(Duration.ofMinutes(3), "linux");

      liveUntil(life, "nothing is left", () -> isEmpty(life));

      assertGivenBack(life);
      assertThat(life.hoursPaid()).isEqualTo(1);
      assertThat(life.requests("gitea", "PATCH", "")).as("nothing is disabled").isEmpty();
      boolean lists = version.equals(FORGEJO_15);
      assertThat(life.runnerRows()).as("rows left").isEqualTo(lists ? 0 : 1);
    }
  }

  @Test
  void an_idle_machine_goes_while_a_job_runs_on_another_as_its_runner_rests() {
    try (Life life = life(2, FORGEJO_15, Death.NEVER)) {
      life.push(Duration.ofMinutes(3), "linux");
      life.push(Duration.ofMinutes(100), "linux");

      liveUntil(life, "two machines", () -> life.alive() == 2);
      Instant later = life.now().plus(Duration.ofMinutes(45));
      liveUntil(life, "three quarters of an hour", () -> life.now().isAfter(later));
      looksInTime(life, "one machine", () -> life.alive() == 1);
      assertThat(jobsDone(life)).as("the long job runs on").isEqualTo(1);
      liveUntil(life, "nothing is left", () -> isEmpty(life));

      assertGivenBack(life);
      assertThat(life.hoursPaid()).as("one hour, and two").isEqualTo(3);
    }
  }

  @Test
  void where_runners_are_not_listed_both_stay_until_the_job_ends() {
    try (Life life = life(2, FORGEJO_11, Death.NEVER)) {
      life.push(Duration.ofMinutes(3), "linux");
      life.push(Duration.ofMinutes(100), "linux");

      liveUntil(life, "every job is done", () -> jobsDone(life) == 2);
      assertThat(life.alive()).isEqualTo(2);
      liveUntil(life, "nothing is left", () -> isEmpty(life));

      assertGivenBack(life);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FORGEJO_11, FORGEJO_15})
  void killed_at_every_third_effect_nothing_is_lost(String version) {
    List<String> broken = new ArrayList<>();
    int effects = effectsOfAWholeLife(version);
    for (int i = 0; i < effects; i += 3) {
      try (Life life = life(1, version, new Death(i, i % 2 == 0))) {
        life.push(Duration.ofMinutes(3), "linux");
        liveUntil(life, "nothing is left", () -> isEmpty(life));
        assertGivenBack(life);
      } catch (AssertionError wrong) {
        broken.add(i + ": " + wrong.getMessage());
      }
    }
    assertThat(broken).isEmpty();
  }

  /** Blocked jobs, and before 15 runners: /api/status says so among the forge's features. */
  @ParameterizedTest
  @ValueSource(strings = {FORGEJO_11, FORGEJO_15})
  void what_it_does_not_have_is_no_failure_of_a_pass(String version) {
    try (Life life = life(1, version, Death.NEVER)) {
      life.pass();
      PassReport second = life.pass();

      assertThat(second.sources()).allMatch(SourceHealth::ok);
      assertThat(second.pass().succeeded()).isTrue();
    }
  }

  @Test
  void one_that_is_too_old_is_refused_with_the_version_that_is_needed() {
    try (Life life = life(1, "10.0.3+gitea-1.22.0", Death.NEVER)) {
      assertThat(life.pass().fleet().seen().forge().latest())
          .isInstanceOfSatisfying(
              Reading.Failed.class,
              failed -> {
                assertThat(failed.trouble()).isEqualTo(Reading.Trouble.UNSUPPORTED);
                assertThat(failed.problem()).contains("11 or newer is needed");
              });
    }
  }

  private static int effectsOfAWholeLife(String version) {
    SteppedBackground background = new SteppedBackground(Death.NEVER);
    try (Life life = new Life(settings(1, version), background)) {
      life.push(Duration.ofMinutes(3), "linux");
      liveUntil(life, "nothing is left", () -> isEmpty(life));
    }
    return background.effects().size();
  }

  private static Life life(int machines, String version, Death death) {
    return new Life(settings(machines, version), new SteppedBackground(death));
  }

  private static LifeSettings settings(int machines, String version) {
    return LifeSettings.of(machines).withForgeVersion(version).offering("linux");
  }

  private static long jobsDone(Life life) {
    return life.jobs().stream().filter(job -> "success".equals(job.conclusion())).count();
  }

  private static boolean isEmpty(Life life) {
    boolean rows = life.runnerRows() == 0;
    return jobsDone(life) == life.jobs().size()
        && life.alive() == 0
        && life.workers().isEmpty()
        && (rows || life.requests("gitea", "GET", "actions/runners").isEmpty());
  }

  private static void liveUntil(Life life, String what, BooleanSupplier is) {
    for (int i = 0; i < MANY_PASSES; i++) {
      try {
        life.pass();
      } catch (Killed killed) {
        life.move(Duration.ofSeconds(2));
        life.restart(new SteppedBackground(Death.NEVER));
      }
      if (is.getAsBoolean()) {
        return;
      }
    }
    throw new AssertionError("Never seen: " + what);
  }

  /** Pass after pass at the usual poll: who looks more seldom sees no runner rest. */
  private static void looksInTime(Life life, String what, BooleanSupplier is) {
    for (int i = 0; i < MANY_PASSES; i++) {
      life.reconciler().pass();
      life.move(Life.POLL);
      if (is.getAsBoolean()) {
        return;
      }
    }
    throw new AssertionError("Never seen: " + what);
  }

  private static void assertGivenBack(Life life) {
    assertThat(life.jobs()).as("jobs").allMatch(job -> "success".equals(job.conclusion()));
    assertThat(life.lostJobs()).as("jobs that lost their runner").isEmpty();
    assertThat(life.alive()).as("servers left").isZero();
    assertThat(life.workers()).as("nodes left").isEmpty();
  }
}
