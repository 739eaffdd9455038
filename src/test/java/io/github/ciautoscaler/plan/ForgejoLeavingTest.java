package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Claim;
import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A machine leaves on a forge that disables no runner and does not say where a job runs. */
class ForgejoLeavingTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void an_idle_machine_stays_while_a_job_may_be_there_and_goes_when_its_runner_has_rested() {
    Scene scene = forgejo(Leaving.due()).runsSomewhere("linux");
    assertThat(scene.actions(Kind.DEREGISTER)).isEmpty();
    assertThat(scene.plan().explanation().machineReasons().get(NAME))
        .extracting(Reason::code)
        .isEqualTo(Code.WORK_SOMEWHERE);

    assertThat(scene.conditions(rested()).actions(Kind.DEREGISTER))
        .flatExtracting(Action::effects)
        .noneMatch(effect -> effect instanceof Effect.DisableRunner)
        .hasSize(1);
  }

  @Test
  void one_that_leaves_waits_for_a_job_that_may_be_there_and_is_kept_by_one_that_shows() {
    Scene scene = forgejo(enabled("deregistering")).runsSomewhere("linux");
    assertThat(scene.kinds(NAME)).isEmpty();

    assertThat(scene.seenAs(Seen::runnersAreBusy).kinds(NAME)).containsExactly(Kind.CANCEL);
  }

  @Test
  void before_its_pods_go_it_is_recorded_which_rows_they_are() {
    assertThat(forgejo(enabled("deregistering")).actions(Kind.DRAIN).getFirst().effects())
        .first()
        .extracting(effect -> ((Effect.PatchNode) effect).patch().annotations())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("ci-autoscaler.io/disabled-ids", "7");
  }

  @Test
  void its_runner_s_pod_is_evicted_when_each_running_job_is_known_to_be_elsewhere() {
    Pod runner = Leaving.pod("pod-7", "pod-uid-7", Pod.Kind.DAEMON_SET);
    Scene scene = forgejo(enabled("draining")).podsOn(NAME, List.of(runner)).runsSomewhere("linux");
    assertThat(scene.actions(Kind.EVICT)).isEmpty();

    assertThat(scene.conditions(rested()).actions(Kind.EVICT).getFirst().effects())
        .first()
        .isEqualTo(
            new Effect.VerifyUnoccupied(
                Set.of(7L), Set.of(NAME, "pod-7"), false, Set.of(new Claim(1000, 0))));
  }

  @Test
  void a_runner_that_says_it_is_at_work_is_not_evicted_though_no_job_is_listed() {
    Pod runner = Leaving.pod("pod-7", "pod-uid-7", Pod.Kind.DAEMON_SET);
    Scene scene = forgejo(enabled("draining")).podsOn(NAME, List.of(runner));
    assertThat(scene.actions(Kind.EVICT)).hasSize(1);

    assertThat(scene.seenAs(Seen::runnersAreBusy).actions(Kind.EVICT)).isEmpty();
  }

  @Test
  void once_its_pods_are_gone_a_new_job_is_not_there() {
    Scene scene =
        forgejo(Leaving.empty("draining", Map.of("quiet-since", Leaving.ago(50))))
            .runnerRow(7, "pod-7", true, false)
            .runsSomewhere("linux");

    assertThat(scene.fleet().machines().getFirst().jobs()).isEmpty();
    assertThat(scene.seenAs(Seen::runnersAreBusy).fleet().machines().getFirst().jobs())
        .as("its row says that it is at work")
        .hasSize(1);
  }

  @Test
  void of_a_row_whose_pod_was_never_seen_nothing_is_known_when_pods_are_gone() {
    Scene scene =
        forgejo(
                Leaving.empty(
                    "draining", Map.of("quiet-since", Leaving.ago(50), "disabled-ids", "8")))
            .runnerRow(7, NAME, true, false)
            .runsSomewhere("linux");

    assertThat(scene.fleet().machines().getFirst().jobs()).hasSize(1);
    assertThat(scene.actions(Kind.REMOVE)).isEmpty();
  }

  @Test
  void where_runners_are_not_listed_nothing_goes_before_the_owner_says_what_they_offer() {
    Scene scene = forgejo(Leaving.due()).without(Capability.RUNNER_LIST);
    assertThat(scene.actions(Kind.DEREGISTER)).isEmpty();
    assertThat(scene.plan().warnings())
        .extracting(Plan.Warning::message)
        .anyMatch(message -> message.contains("set RUNNER_LABELS"));

    scene.with(Scene.settings(5, Duration.ofMinutes(5), Set.of("linux")));
    assertThat(scene.actions(Kind.DEREGISTER)).hasSize(1);
    assertThat(scene.runsSomewhere("linux").actions(Kind.DEREGISTER)).isEmpty();
  }

  private static Scene forgejo(Scene scene) {
    return scene.withoutDisable().without(Capability.JOB_NAMES_RUNNER);
  }

  /** One whose runner 7 can take a job, as nothing keeps it from that. */
  private static Scene enabled(String stage) {
    Map<String, String> before = stage.equals("draining") ? Map.of() : Map.of("disabled-ids", "");
    return Leaving.at(stage, before).runner(NAME, 7, true, false, "linux");
  }

  /** What was known before: the first job runs for long, and runner 7 has rested all that time. */
  private static Conditions rested() {
    return new ConditionsBuilder()
        .rested(1000, 7, Duration.ofMinutes(5), Scene.NOON.minusSeconds(5))
        .build();
  }
}
