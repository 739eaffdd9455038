package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which pauses may hold, by what the world says. */
class PausesTest {

  private static final Duration LONG = Duration.ofMinutes(40);
  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Operator.Answer REFUSED = new Operator.Unavailable("simulated");

  private final World world = new World(WorldSettings.standard(7));
  private final Pauses pauses = new Pauses(world);
  private final Answers process = new Answers(world);

  private static Operator.Answer accepted(boolean recorded) {
    return new Operator.Accepted(true, recorded, null, List.of());
  }

  private void isRecorded(Duration length, Operator.@Nullable Answer answer) {
    Pause before = pauses.recorded();
    Pause pause = new Pause(world.now(), world.now().plus(length), null);
    StoredState stored =
        StateChanges.apply(StoredState.EMPTY, List.of(new StateChange.PauseSet(pause)));
    var objects = world.cluster().objects();
    objects.delete("ConfigMap", "ci-autoscaler", "gitea-ci-autoscaler-notes");
    objects.create("ConfigMap", "ci-autoscaler", "gitea-ci-autoscaler-notes", stored);
    pauses.askedFor(length, before, process, answer);
  }

  @Test
  void one_that_was_refused_and_did_not_come_to_the_state_holds_nobody() {
    pauses.askedFor(LONG, null, process, REFUSED);
    assertThat(pauses.mayHoldFor(process)).isFalse();
    assertThat(pauses.isPromised()).isFalse();
  }

  @Test
  void one_whose_answer_was_lost_may_hold_and_is_not_promised() {
    isRecorded(LONG, REFUSED);
    assertThat(pauses.mayHoldFor(process)).isTrue();
    assertThat(pauses.isPromised()).isFalse();
  }

  @Test
  void a_shorter_one_takes_the_place_of_a_longer() {
    isRecorded(LONG, accepted(true));
    world.advance(Duration.ofSeconds(1));
    isRecorded(SHORT, null);
    assertThat(pauses.mayHoldFor(process)).isTrue();
    world.advance(SHORT);
    assertThat(pauses.mayHoldFor(process)).isFalse();
    assertThat(pauses.isPromised()).isFalse();
  }

  @Test
  void what_one_process_has_in_its_memory_alone_holds_no_other() {
    pauses.askedFor(LONG, null, process, accepted(false));
    assertThat(pauses.mayHoldFor(process)).isTrue();
    assertThat(pauses.mayHoldFor(new Answers(world))).isFalse();
  }

  @Test
  void what_is_said_to_be_recorded_is_promised_whether_it_is_or_not() {
    pauses.askedFor(LONG, null, process, accepted(true));
    assertThat(pauses.isPromised()).isTrue();
  }
}
