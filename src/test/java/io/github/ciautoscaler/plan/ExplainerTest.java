package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Asked.Says;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Why: the planner's own rules, asked once more about the same pass. */
class ExplainerTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void an_idle_machine_is_told_which_rule_lets_it_stay_and_every_rule_is_asked() {
    List<Asked> asked = machine(calm());

    assertThat(asked).hasSameSizeAs(TerminationRules.IN_ORDER);
    assertThat(decisive(asked).rule()).isEqualTo("paid-hour");
    assertThat(decisive(asked).says()).isEqualTo(Says.WAIT);
    assertThat(reason(asked)).isEqualTo(Code.PAID_UNTIL);
  }

  @Test
  void what_is_explained_is_what_the_plan_says() {
    for (Scene scene :
        List.of(calm(), calm().runs(7, "linux"), calm().queued(1, "linux"), Leaving.due())) {
      assertThat(decisive(machine(scene)).reason())
          .isEqualTo(scene.plan().machineReasons().get(NAME));
    }
  }

  @Test
  void a_machine_whose_hour_ends_says_whether_its_termination_may_begin() {
    assertThat(machine(Leaving.due()).getLast())
        .isEqualTo(new Asked("may-begin", "May a termination begin now?", Says.YES, false, null));

    Asked paused = machine(paused(Leaving.due())).getLast();
    assertThat(paused.says()).isEqualTo(Says.NO);
    assertThat(Objects.requireNonNull(paused.reason()).code()).isEqualTo(Code.PAUSED);
  }

  @Test
  void a_leaving_machine_says_what_does_not_cancel_it_and_which_step_it_is_at() {
    List<Asked> asked = machine(waiting());

    assertThat(asked.stream().map(Asked::rule).toList()).contains("too-far", "hour-missed");
    assertThat(asked.getLast().says()).isEqualTo(Says.HOLDS);
    assertThat(asked.getLast().rule()).isEqualTo("fetch-window");
  }

  @Test
  void a_leaving_machine_that_a_job_wants_back_says_so_and_takes_no_step() {
    List<Asked> asked = machine(waiting().queued(1, "linux"));

    assertThat(decisive(asked).rule()).isEqualTo("demand-returned");
    assertThat(decisive(asked).says()).isEqualTo(Says.CANCEL);
    assertThat(asked).noneMatch(it -> it.says() == Says.HOLDS);
  }

  @Test
  void a_pool_says_everything_that_stands_against_a_launch_the_first_decides() {
    Scene scene = paused(calm().with(Scene.settings(1, Duration.ofMinutes(5), null)));
    List<Asked> asked = explainer(scene).pool(Pool.DEFAULT);

    assertThat(asked).hasSameSizeAs(LaunchRules.IN_ORDER);
    assertThat(decisive(asked).rule()).isEqualTo("paused");
    assertThat(against(asked)).containsExactlyInAnyOrder("paused", "total-maximum", "pool-maximum");
  }

  @Test
  void a_pool_that_is_not_configured_has_no_rules() {
    assertThat(explainer(calm()).pool("gone")).isEmpty();
  }

  @Test
  void a_job_that_waits_says_of_each_pool_whether_it_serves_it_and_what_stands_against() {
    Scene scene = new Scene().with(Scene.settings(0, Duration.ofMinutes(5), Set.of("linux")));
    List<Asked> asked = job(scene.queued(1, "linux"));

    assertThat(asked.getFirst().question()).startsWith("Pool default: Does it offer");
    assertThat(asked.getFirst().says()).isEqualTo(Says.YES);
    assertThat(against(asked)).containsExactlyInAnyOrder("total-maximum", "pool-maximum");
  }

  @Test
  void a_job_whose_labels_no_pool_offers_says_no_and_asks_no_launch_rule() {
    Scene scene = new Scene().with(Scene.settings(5, Duration.ofMinutes(5), Set.of("linux")));

    assertThat(job(scene.queued(1, "windows")).stream().map(Asked::says))
        .containsExactly(Says.NO, Says.YES);
  }

  @Test
  void a_machine_on_its_way_says_when_it_is_given_up() {
    Scene scene = new Scene().server(NAME, Duration.ofSeconds(60));
    Machine machine = scene.fleet().machines().getFirst();

    assertThat(explainer(scene).givenUpAt(machine)).isPresent();
  }

  private static Scene calm() {
    return new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(10), 7, "linux");
  }

  /** On its way out, in its fetch window. */
  private static Scene waiting() {
    return Leaving.disabled("deregistering", Map.of("quiet-since", Leaving.ago(2)));
  }

  private static Scene paused(Scene scene) {
    return scene.stored(it -> StoredStates.withPause(it, new Pause(Scene.NOON, null, null)));
  }

  private static Explainer explainer(Scene scene) {
    return new Planner(scene.settings()).explain(scene.fleet());
  }

  private static List<Asked> machine(Scene scene) {
    FleetState fleet = scene.fleet();
    Machine machine =
        fleet.machines().stream().filter(it -> it.name().equals(NAME)).findFirst().orElseThrow();
    return explainer(scene).machine(machine);
  }

  private static List<Asked> job(Scene scene) {
    return explainer(scene).job(scene.plan().jobs().getFirst());
  }

  private static Asked decisive(List<Asked> asked) {
    return asked.stream().filter(Asked::decides).findFirst().orElseThrow();
  }

  private static Code reason(List<Asked> asked) {
    return Objects.requireNonNull(decisive(asked).reason()).code();
  }

  private static Set<String> against(List<Asked> asked) {
    return asked.stream()
        .filter(it -> it.says() == Says.AGAINST)
        .map(Asked::rule)
        .collect(Collectors.toSet());
  }
}
