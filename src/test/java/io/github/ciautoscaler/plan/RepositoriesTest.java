package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Repositories;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pools that serve the jobs of some repositories alone. */
class RepositoriesTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Set<String> LINUX = Set.of("linux");
  private static final Pool POOL = Pools.of(Pool.DEFAULT, 5, LINUX, new Offering("ccx33", "nbg1"));
  private static final Pool ACME = Pools.chosen(POOL, 0, "Acme/*", "other/shop");
  private static final Pool OPEN = Pools.of("open", 5, LINUX, new Offering("ccx33", "nbg1"));

  @Test
  void an_owner_or_one_repository_is_allowed_in_capitals_or_not() {
    Repositories repositories = ACME.repositories();

    assertThat(repositories.allow("ACME/web")).isTrue();
    assertThat(repositories.allow("other/Shop")).isTrue();
    assertThat(repositories.allow("other/web")).isFalse();
    assertThat(repositories.allow("acme2/web")).isFalse();
    assertThat(repositories.allow(null)).isFalse();
    assertThat(Repositories.ALL.allow(null)).isTrue();
  }

  @Test
  void a_scope_allows_its_own_and_of_these_what_the_patterns_do() {
    ForgeScope org = new ForgeScope(ForgeScope.Kind.ORG, "acme");
    Repositories all = new Repositories(Set.of(), org);
    Repositories some = new Repositories(Set.of("acme/shop", "other/shop"), org);

    assertThat(all.allow("Acme/web")).isTrue();
    assertThat(all.allow("acme2/web")).isFalse();
    assertThat(all.allow(null)).isFalse();
    assertThat(some.allow("acme/shop")).isTrue();
    assertThat(some.allow("acme/web")).isFalse();
    assertThat(some.allow("other/shop")).isFalse();
  }

  @Test
  void a_job_of_another_repository_gets_no_machine_and_is_told_why() {
    Scene scene = scene(ACME).queuedOf("other/web", 1, "linux");

    assertThat(scene.actions(Kind.CREATE)).isEmpty();
    assertThat(scene.plan().jobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.standing()).isEqualTo(Standing.UNSERVABLE);
          assertThat(job.reason().code()).isEqualTo(Code.REPOSITORY_NOT_ALLOWED);
          assertThat(job.reason().message())
              .isEqualTo(
                  "Its labels fit pool default, and other/web is not among the repositories that"
                      + " may use it.");
        });
  }

  @Test
  void it_goes_to_a_pool_that_serves_it() {
    Scene scene =
        scene(ACME, OPEN).queuedOf("other/web", 2, "linux").queuedOf("acme/a", 1, "linux");

    assertThat(scene.actions(Kind.CREATE))
        .extracting(Action::launchesFor)
        .containsExactlyInAnyOrder("open", "open", Pool.DEFAULT);
  }

  @Test
  void a_free_machine_of_the_pool_counts_for_allowed_jobs_alone() {
    Scene idle = scene(ACME, OPEN).idle(NAME, Duration.ofMinutes(56), TEN, 7, "linux");

    assertThat(idle.queuedOf("acme/a", 1, "linux").actions(Kind.CREATE)).isEmpty();
    assertThat(idle.kinds(NAME)).isEmpty();
    Scene other = scene(ACME, OPEN).idle(NAME, Duration.ofMinutes(56), TEN, 7, "linux");
    assertThat(other.queuedOf("other/web", 1, "linux").actions(Kind.CREATE)).hasSize(1);
    assertThat(other.kinds(NAME)).containsExactly(Kind.DEREGISTER);
  }

  private static final Duration TEN = Duration.ofMinutes(10);

  @Test
  void a_leaving_or_coming_machine_counts_for_allowed_jobs_alone() {
    assertThat(
            scene(ACME).leaving(NAME, 7, "linux").queuedOf("x/y", 1, "linux").actions(Kind.CANCEL))
        .isEmpty();
    assertThat(
            scene(ACME)
                .leaving(NAME, 7, "linux")
                .queuedOf("acme/y", 1, "linux")
                .actions(Kind.CANCEL))
        .hasSize(1);
    Scene coming = scene(ACME, OPEN).server(NAME, Duration.ofMinutes(1));
    assertThat(coming.queuedOf("x/y", 1, "linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void a_permanent_runner_serves_all() {
    Scene scene = scene(ACME).permanentRunner(1, true, false, "linux");

    assertThat(scene.queuedOf("x/y", 1, "linux").plan().jobs())
        .singleElement()
        .satisfies(job -> assertThat(job.standing()).isEqualTo(Standing.FREE_RUNNER));
  }

  @Test
  void what_its_runner_leaves_to_others_is_not_held_against_it() {
    FleetState fleet =
        scene(ACME)
            .idle(NAME, Duration.ofMinutes(20), TEN, 7, "linux")
            .queuedOf("x/y", 1, "linux")
            .fleet();

    assertThat(fleet.conditions().runners().ignored()).isEmpty();
    assertThat(
            scene(POOL)
                .idle(NAME, Duration.ofMinutes(20), TEN, 7, "linux")
                .queuedOf("x/y", 1, "linux")
                .fleet()
                .conditions()
                .runners()
                .ignored())
        .hasSize(1);
  }

  @Test
  void jobs_of_many_repositories_are_few_groups() {
    Scene scene = scene(ACME, OPEN);
    for (int i = 0; i < 300; i++) {
      scene.queuedOf((i % 2 == 0 ? "acme/" : "x/") + i, 1, "linux");
    }
    List<io.github.ciautoscaler.fleet.Job> queued =
        scene.fleet().seen().queued().known().orElseThrow();

    Map<JobGroup, ?> groups = JobGroup.of(queued, List.of(ACME, OPEN));

    assertThat(groups.keySet())
        .containsExactlyInAnyOrder(
            new JobGroup(LINUX, Set.of()), new JobGroup(LINUX, Set.of(Pool.DEFAULT)));
    assertThat(JobGroup.of(queued, List.of(OPEN))).hasSize(1);
  }

  private static Scene scene(Pool... pools) {
    return new Scene().with(Scene.settings(5, pools));
  }
}
