package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Jobs in progress of which the forge does not say on which runner. */
class WorkSomewhereTest {

  private static final String NAME = "ci-runner-00000001";
  private static final String OTHER = "ci-runner-00000002";
  private static final Duration DUE = Duration.ofSeconds(3310);
  private static final Duration IDLE = Duration.ofMinutes(19);

  @Test
  void they_keep_every_machine_on_which_they_may_be() {
    Scene scene =
        new Scene().idle(NAME, DUE, IDLE, 7, "linux").idle(OTHER, DUE, IDLE, 8, "linux", "x64");
    assertThat(scene.actions(Kind.DEREGISTER)).hasSize(2);

    assertThat(scene.runsSomewhere("linux").actions(Kind.DEREGISTER)).isEmpty();
    assertThat(scene.fleet().machines()).allMatch(machine -> machine.isBusy());
  }

  @Test
  void they_keep_no_machine_whose_runners_lack_their_labels() {
    Scene scene =
        new Scene().idle(NAME, DUE, IDLE, 7, "linux").idle(OTHER, DUE, IDLE, 8, "linux", "x64");

    assertThat(scene.runsSomewhere("linux", "x64").actions(Kind.DEREGISTER))
        .extracting(Action::machine)
        .containsExactly(NAME);
  }

  @Test
  void they_are_not_on_a_runner_that_is_known_to_run_another() {
    Scene scene = new Scene().idle(NAME, DUE, IDLE, 7, "linux").runs(7, "linux");

    assertThat(scene.runsSomewhere("linux").fleet().machines().getFirst().jobs()).hasSize(1);
  }

  @Test
  void they_take_a_slot_each_wherever_it_is() {
    Duration young = Duration.ofMinutes(20);
    Scene scene =
        new Scene()
            .idle(NAME, young, IDLE, 7, "linux")
            .idle(OTHER, young, IDLE, 8, "linux")
            .queued(2, "linux");
    assertThat(scene.actions(Kind.CREATE)).isEmpty();

    assertThat(scene.runsSomewhere("linux").actions(Kind.CREATE)).hasSize(1);
  }

  @Test
  void they_cancel_a_termination_that_may_end_them() {
    Scene scene = new Scene().leaving(NAME, 7, "linux");
    assertThat(scene.kinds(NAME)).doesNotContain(Kind.CANCEL);

    assertThat(scene.runsSomewhere("linux").kinds(NAME)).containsExactly(Kind.CANCEL);
  }
}
