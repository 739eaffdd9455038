package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.reconcile.Operator.Accepted;
import io.github.ciautoscaler.reconcile.Operator.Conflicting;
import io.github.ciautoscaler.reconcile.Operator.Unavailable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask for is recorded by the leader, within the maximum, once. */
class OperatorDeskTest {

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final OneConfigMap stored = new OneConfigMap();
  private final StateKeeper keeper = new StateKeeper(stored);
  private final Leadership leadership =
      new Leadership(new OneLease(), "pod-a", () -> now, () -> {});
  private final OperatorDesk desk =
      new OperatorDesk(
          new Ports(
              new Ports.Outside(new ScriptedForge(), new ScriptedCloud(), new ScriptedCluster()),
              new Ports.Shared(stored, new OneLease()),
              new Ports.Process(new Waiting(), new PerformerTest.NoRandomness(), () -> now)),
          PerformerTest.settings(),
          keeper,
          leadership);

  @BeforeEach
  void leads() {
    leadership.step();
    desk.learn(ReportBuilder.at(now).build().fleet(), PerformerTest.settings());
  }

  @Test
  void what_was_asked_for_before_takes_its_place_under_the_maximum() {
    assertThat(desk.scale(8, null, "first", false)).isInstanceOf(Accepted.class);
    desk.scale(8, null, "second", false);
    assertThat(desk.scale(1, null, "third", false)).isInstanceOf(Conflicting.class);

    assertThat(keeper.stored().wishes().scaleRequests())
        .containsEntry("second", new ScaleRequest(8, 6, now, null));
  }

  @Test
  void a_request_that_is_repeated_within_a_day_is_the_same_request() {
    desk.scale(1, null, "first", false);
    later(Duration.ofHours(23));
    desk.scale(1, null, "second", false);
    assertThat(((Accepted) desk.scale(1, null, "first", false)).changed()).isFalse();

    later(Duration.ofHours(2));
    desk.scale(1, null, "third", false);
    assertThat(((Accepted) desk.scale(1, null, "first", false)).changed()).isTrue();
  }

  @Test
  void a_node_of_nobody_knows_whom_is_not_drained_until_servers_are_listed() {
    Machine idle = Machines.idle(1, now, now);
    Machine withoutServer =
        new Machine(
            new Machine.Id(idle.name(), idle.pool(), idle.ownership()),
            new Machine.Faces(null, idle.node(), idle.pods(), idle.runners()),
            idle.slots(),
            idle.pendingLaunch(),
            idle.phase());
    desk.learn(
        ReportBuilder.at(now).machine(withoutServer).build().fleet(), PerformerTest.settings());

    assertThat(desk.drain(idle.name(), false, false)).isInstanceOf(Unavailable.class);

    desk.learn(ReportBuilder.at(now).machine(idle).build().fleet(), PerformerTest.settings());
    assertThat(desk.drain(idle.name(), false, false)).isInstanceOf(Accepted.class);
  }

  @Test
  void whose_term_ran_out_records_nothing() {
    now = now.plus(Duration.ofMinutes(5));

    assertThat(desk.pause(null, null, false)).isInstanceOf(Unavailable.class);
    assertThat(keeper.stored().wishes().pause()).isNull();
  }

  @Test
  void a_pause_that_could_not_be_recorded_is_not_promised() {
    keeper.load();
    stored.trouble = Reading.Trouble.TIMED_OUT;
    stored.change(StoredState.EMPTY);

    assertThat(desk.pause(null, null, false)).isInstanceOf(Unavailable.class);
  }

  @Test
  void a_request_whose_answer_was_lost_is_the_same_request() {
    stored.loseNextAnswer = true;
    assertThat(desk.scale(2, null, "first", false)).isInstanceOf(Unavailable.class);
    stored.change(withRequest(2));

    assertThat(((Accepted) desk.scale(2, null, "first", false)).changed()).isFalse();
    assertThat(keeper.stored()).isEqualTo(withRequest(2));
  }

  @Test
  void what_another_leader_was_asked_for_takes_its_place_too() {
    keeper.load();
    stored.change(withRequest(0));
    keeper.forget();
    desk.scale(10, null, "second", false);

    assertThat(keeper.stored().wishes().scaleRequests())
        .containsEntry("second", new ScaleRequest(10, 2, now, null));
  }

  private StoredState withRequest(int launched) {
    return StoredStates.withScaleRequests(
        StoredState.EMPTY,
        all -> {
          all.put("first", new ScaleRequest(2, launched, now, null));
          return all;
        });
  }

  private void later(Duration time) {
    now = now.plus(time);
    leadership.step();
  }
}
