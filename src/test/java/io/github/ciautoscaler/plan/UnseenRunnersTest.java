package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where only some scopes of the forge are seen, a machine with a runner elsewhere stays. */
class UnseenRunnersTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void a_machine_whose_runner_is_seen_goes_as_anywhere() {
    assertThat(some(Leaving.due()).kinds(NAME)).contains(Kind.DEREGISTER);
  }

  @Test
  void a_machine_with_a_second_runner_pod_that_no_row_is_called_after_stays() {
    Scene scene = Leaving.due().runnerPod(NAME, 8);

    assertThat(scene.kinds(NAME)).contains(Kind.DEREGISTER);
    assertThat(some(scene).kinds(NAME)).doesNotContain(Kind.DEREGISTER);
    assertThat(why(scene)).contains("pod-8").contains("FORGE_SCOPES");
  }

  @Test
  void a_row_called_as_the_node_is_may_be_that_pods() {
    Scene scene = Leaving.due().runnerPod(NAME, 8).runnerRow(8, NAME, true, false);

    assertThat(some(scene).kinds(NAME)).contains(Kind.DEREGISTER);
  }

  @Test
  void a_machine_that_joined_and_of_which_no_runner_was_ever_seen_stays() {
    Scene scene = joined();

    assertThat(scene.kinds(NAME)).contains(Kind.DEREGISTER);
    assertThat(some(scene).kinds(NAME)).doesNotContain(Kind.DEREGISTER, Kind.EVICT, Kind.REMOVE);
    assertThat(warnings(scene)).contains("stays.").doesNotContain("goes at its hour's end");
  }

  @Test
  void a_leaving_machine_waits_while_a_pod_of_it_is_unseen_whatever_its_step() {
    for (String stage : List.of("deregistering", "draining", "removing")) {
      Scene scene =
          Leaving.disabled(stage, Map.of("quiet-since", Leaving.ago(50)))
              .recorded(NAME, "ci-autoscaler.io/first-look", Leaving.ago(35))
              .podsOn(NAME, List.of())
              .runnerPod(NAME, 8);

      assertThat(some(scene).kinds(NAME)).as(stage).doesNotContain(Kind.EVICT, Kind.REMOVE);
      assertThat(why(scene)).as(stage).contains("pod-8");
    }
  }

  @Test
  void who_forces_a_machine_to_go_takes_it_all_the_same() {
    Scene scene =
        joined()
            .recorded(NAME, "ci-autoscaler.io/drain", "2026-11-23T11:00:00Z force")
            .podsOn(NAME, List.of());

    assertThat(some(scene).kinds(NAME)).contains(Kind.DEREGISTER);
  }

  @Test
  void a_boot_is_not_given_up_while_a_runner_on_an_unknown_node_is_unseen() {
    Scene scene = new Scene().server(NAME, Duration.ofMinutes(30)).stored(UnseenRunnersTest::known);

    assertThat(some(scene).kinds(NAME)).doesNotContain(Kind.REMOVE_VANISHED, Kind.GIVE_UP_BOOT);
  }

  private static StoredState known(StoredState stored) {
    return SceneFaces.seen(stored, NAME, 7, Set.of("linux"));
  }

  private static Scene joined() {
    return new Scene()
        .server(NAME, Duration.ofMinutes(56))
        .node(NAME, true, Map.of("ci-autoscaler.io/ready-at", Leaving.ago(3000)));
  }

  private static Scene some(Scene scene) {
    return scene.without(Capability.EVERY_RUNNER);
  }

  private static String why(Scene scene) {
    Reason reason =
        Objects.requireNonNull(scene.plan().explanation().machineReasons().get(NAME), NAME);
    assertThat(reason.code()).isEqualTo(Code.UNSEEN_RUNNER);
    return reason.message();
  }

  private static String warnings(Scene scene) {
    return scene.plan().explanation().warnings().stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
