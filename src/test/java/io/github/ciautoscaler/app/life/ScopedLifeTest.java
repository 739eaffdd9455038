package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.Repo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An organisation's runners alone, watched with its owner's token over HTTP. */
class ScopedLifeTest {

  private static final ForgeScope ACME = Objects.requireNonNull(ForgeScope.parse("org:acme"));
  private static final Repo OTHERS = new Repo(9, "globex", "site");

  private final Life life =
      new Life(LifeSettings.of(1).lookingAt(ACME), new SteppedBackground(Death.NEVER));

  @AfterEach
  void end() {
    life.close();
  }

  @Test
  void a_machine_comes_for_the_organisations_job_and_goes_without_a_site_administrator() {
    registerAt(ACME);
    pushOfOthers(Duration.ofMinutes(3));
    life.push(Duration.ofMinutes(3), "linux");
    life.passUntil("a machine", report -> life.alive() == 1);
    life.passUntil("it is given back", report -> life.alive() == 0);

    assertThat(life.jobs())
        .as("the other owner's job waits for a runner of its own")
        .extracting(ForgeJob::conclusion)
        .containsExactly(null, "success");
    assertThat(life.lostJobs()).isEmpty();
    assertThat(life.hoursPaid()).isEqualTo(1);
    assertThat(life.requests("gitea", "GET", "/api/v1/admin/")).isEmpty();
    assertThat(life.requests("gitea", "PATCH", "/api/v1/orgs/acme/actions/runners/"))
        .as("disabled through its scope")
        .isNotEmpty();
  }

  @Test
  void jobs_of_others_bring_no_machine() {
    registerAt(ACME);
    pushOfOthers(Duration.ofMinutes(3));
    for (int i = 0; i < 20; i++) {
      life.pass();
    }

    assertThat(life.launched()).isEmpty();
  }

  @Test
  void a_machine_whose_runner_is_the_whole_forges_stays_with_the_job_that_nobody_here_sees() {
    registerAt(ForgeScope.ADMIN);
    life.push(Duration.ofMinutes(3), "linux");
    life.passUntil("a machine", report -> life.alive() == 1);
    life.passUntil("its job is done", report -> life.jobs().getFirst().conclusion() != null);
    pushOfOthers(Duration.ofHours(5));
    Instant from = life.now();
    while (life.now().isBefore(from.plus(Duration.ofMinutes(70)))) {
      life.pass();
    }

    assertThat(life.lostJobs()).isEmpty();
    assertThat(life.alive()).isEqualTo(1);
    assertThat(life.requests("gitea", "DELETE", "/actions/runners/")).isEmpty();
    Reason why =
        Objects.requireNonNull(life.latest())
            .plan()
            .machineReasons()
            .get(life.launched().iterator().next());
    assertThat(why).extracting(Reason::code).isEqualTo(Code.UNSEEN_RUNNER);
  }

  private void registerAt(ForgeScope scope) {
    life.sandbox().change(world -> world.forge().registerRunnersAt(scope));
  }

  private void pushOfOthers(Duration length) {
    life.sandbox()
        .change(
            world -> world.forge().submit(OTHERS, List.of(JobSpec.of("secret", length, "linux"))));
  }
}
