package io.github.ciautoscaler.app.sandbox;

import static io.github.ciautoscaler.settings.SandboxScenario.FRESH_MACHINES;
import static io.github.ciautoscaler.settings.SandboxScenario.GITLAB;
import static io.github.ciautoscaler.settings.SandboxScenario.PENDING_PODS;
import static io.github.ciautoscaler.settings.SandboxScenario.SPEND_LIMIT;
import static io.github.ciautoscaler.settings.SandboxScenario.STANDARD;
import static io.github.ciautoscaler.settings.SandboxScenario.STOCK_OUT;
import static io.github.ciautoscaler.settings.SandboxScenario.TALOS;
import static io.github.ciautoscaler.settings.SandboxScenario.TWO_POOLS;
import static io.github.ciautoscaler.settings.SandboxScenario.WORKDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.simulator.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sandbox's scenarios in the world's own time: how many machines, of which types, and when.
 * That the jar plays them is shown by ScenariosIT, where a crowded machine may come too late.
 */
class ScenesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void two_pools_serve_jobs_of_two_architectures(long seed) {
    PlayedScene scene = new PlayedScene(TWO_POOLS, seed);
    scene.until("every job is done", () -> scene.done() == 6);
    assertThat(scene.types()).containsExactlyInAnyOrder("ccx23", "cax21");
    assertThat(scene.launched("amd64")).isEqualTo(2);
    assertThat(scene.launched("arm64")).isEqualTo(2);
  }

  @Test
  void a_type_that_is_sold_out_is_taken_again_when_it_is_back() {
    PlayedScene scene = new PlayedScene(STOCK_OUT, 0);
    scene.live(Duration.ofMinutes(39));
    assertThat(scene.types()).containsExactly("ccx33");
    scene.until("the first type is back", () -> scene.types().contains("ccx23"));
    assertThat(scene.age()).isBetween(Duration.ofMinutes(70), Duration.ofMinutes(75));
  }

  @Test
  void a_schedule_keeps_to_the_clock_of_its_place_when_summer_time_ends() {
    PlayedScene scene = new PlayedScene(WORKDAY, 0);
    scene.until("two are held ready", () -> scene.idle() == 2);
    Instant threeOClock = Instant.parse("2026-10-25T02:00:00Z");
    assertThat(scene.bill())
        .extracting(Ledger.Entry::created)
        .allSatisfy(
            created -> assertThat(created).isBetween(threeOClock, threeOClock.plusSeconds(30)));
  }

  @Test
  void each_job_gets_a_fresh_machine() {
    PlayedScene scene = new PlayedScene(FRESH_MACHINES, 0);
    scene.until("three jobs are done", () -> scene.done() == 3);
    scene.until("no machine is left", () -> scene.servers().isEmpty());
    assertThat(scene.bill()).hasSize(3);
    assertThat(scene.codes()).contains(Code.USED_UP);
    assertThat(scene.age()).isLessThan(Duration.ofMinutes(40));
  }

  @Test
  void a_limit_of_the_spend_is_kept_and_named() {
    PlayedScene scene = new PlayedScene(SPEND_LIMIT, 0);
    scene.until("every job is done", () -> scene.done() == 5);
    assertThat(scene.codes()).contains(Code.SPEND_LIMIT);
    assertThat(scene.most()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void replicas_that_keep_apart_get_a_machine_each_and_give_them_back(long seed) {
    PlayedScene scene = new PlayedScene(PENDING_PODS, seed);
    scene.until("each has a machine", () -> scene.inService() == 5);
    assertThat(scene.codes()).contains(Code.PODS_PENDING);
    scene.until("no machine is left", () -> scene.servers().isEmpty());
    assertThat(scene.bill()).hasSize(5);
    assertThat(scene.age()).isLessThan(Duration.ofMinutes(75));
  }

  @Test
  void the_talos_guides_machines_come_for_its_pods() {
    PlayedScene scene = new PlayedScene(TALOS, 0);
    scene.until("each has a machine", () -> scene.inService() == 5);
    scene.until("no machine is left", () -> scene.servers().isEmpty());
    assertThat(scene.bill()).hasSize(5);
    assertThat(scene.types()).containsExactly("cpx22");
  }

  @Test
  void the_gitlab_guides_pool_holds_eight_slots_ready_beside_its_jobs() {
    PlayedScene scene = new PlayedScene(GITLAB, 0);
    scene.until("eight slots are free", () -> scene.idle() == 2);
    scene.until("every job is done", () -> scene.done() == 10);
    scene.live(HOUR.multipliedBy(6));
    assertThat(scene.types()).containsExactly("cpx21");
    assertThat(scene.most()).isLessThanOrEqualTo(4);
    assertThat(scene.idle()).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.15+gitea-1.22.0", "15.0.9+gitea-1.22.0"})
  void on_a_forgejo_machines_come_for_jobs_and_go_without_one_that_is_lost(String version) {
    PlayedScene scene = new PlayedScene(STANDARD, 1, version);
    scene.until("some jobs are done", () -> scene.done() > 5);
    scene.until("no machine is left", () -> scene.servers().isEmpty());
    assertThat(scene.codes()).contains(Code.WEAK_TERMINATION).doesNotContain(Code.SOURCE_UNKNOWN);
    scene.live(HOUR.multipliedBy(6));
    assertThat(scene.lost()).isEmpty();
  }

  @Test
  void no_job_loses_its_runner_in_six_hours() {
    for (var scenario : Set.of(TWO_POOLS, STOCK_OUT, FRESH_MACHINES, SPEND_LIMIT, GITLAB)) {
      PlayedScene scene = new PlayedScene(scenario, 0);
      scene.live(HOUR.multipliedBy(6));
      assertThat(scene.lost()).as(scenario.word()).isEmpty();
    }
  }
}
