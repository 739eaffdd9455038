package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private static final Duration SLOW = Duration.ofMinutes(5);

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final OneLease store = new OneLease();
  private final Leadership a = new Leadership(store, "pod-a", () -> now, () -> {});
  private final Leadership b = new Leadership(store, "pod-b", () -> now, () -> {});
  private final OneConfigMap stored = new OneConfigMap();
  private final StateKeeper keeperOfA = new StateKeeper(stored);
  private final Heartbeat beatOfA = new Heartbeat(a, keeperOfA, new AtOnce(), () -> now);
  private final Heartbeat beatOfB =
      new Heartbeat(b, new StateKeeper(stored), new AtOnce(), () -> now);

  @Test
  void the_lease_is_kept_between_passes_that_are_minutes_apart() {
    pass(beatOfA, a, SLOW);
    for (int second = 0; second < 300; second++) {
      now = now.plusSeconds(1);
      beatOfA.beat();
      assertThat(a.mayAct()).as("after %d s", second).isTrue();
    }
    assertThat(store.reads).isLessThanOrEqualTo(1 + 30);
  }

  @Test
  void passes_that_renew_it_often_enough_need_no_beat() {
    for (int second = 0; second < 100; second++) {
      if (second % 5 == 0) {
        pass(beatOfA, a, Duration.ofSeconds(5));
      }
      beatOfA.beat();
      now = now.plusSeconds(1);
    }

    assertThat(store.reads).isEqualTo(20);
  }

  @Test
  void nobody_leads_who_never_began_a_pass() {
    beatOfA.beat();

    assertThat(store.reads).isZero();
    assertThat(a.mayAct()).isFalse();
  }

  @Test
  void a_pass_that_hangs_loses_the_lease_and_another_takes_it_over() {
    pass(beatOfA, a, SLOW);
    pass(beatOfB, b, SLOW);
    beatOfA.passBegins();
    boolean together = false;
    int secondsUntilTakenOver = 0;
    while (!b.mayAct() && secondsUntilTakenOver < 600) {
      now = now.plusSeconds(1);
      secondsUntilTakenOver++;
      beatOfA.beat();
      beatOfB.beat();
      together |= a.mayAct() && b.mayAct();
    }

    assertThat(together).isFalse();
    assertThat(secondsUntilTakenOver).isBetween(120, 200);
  }

  @Test
  void a_loop_that_begins_no_pass_any_more_loses_it_too() {
    pass(beatOfA, a, SLOW);
    for (int second = 0; second < 300 + 120 + 45; second++) {
      now = now.plusSeconds(1);
      beatOfA.beat();
    }

    assertThat(a.mayAct()).isFalse();
  }

  @Test
  void a_crashed_leader_is_followed_within_the_lease_whatever_the_poll() {
    pass(beatOfA, a, SLOW);
    pass(beatOfB, b, SLOW);
    for (int second = 0; second <= 70; second++) {
      now = now.plusSeconds(1);
      beatOfB.beat();
    }

    assertThat(b.mayAct()).isTrue();
  }

  @Test
  void deleted_state_is_back_within_two_beats() {
    pass(beatOfA, a, SLOW);
    keeperOfA.update(List.of(new StateChange.PauseSet(new Pause(now, null, "why"))));
    stored.stored = null;
    for (int second = 0; second < 11; second++) {
      now = now.plusSeconds(1);
      beatOfA.beat();
    }

    assertThat(stored.stored).isEqualTo(keeperOfA.stored());
    assertThat(keeperOfA.stored().wishes().pause()).isNotNull();
  }

  @Test
  void a_renewal_that_hangs_is_not_begun_again() {
    pass(beatOfA, a, SLOW);
    Never never = new Never();
    Heartbeat hanging = new Heartbeat(a, keeperOfA, never, () -> now);
    hanging.passEnded(SLOW);
    for (int second = 0; second < 100; second++) {
      now = now.plusSeconds(1);
      hanging.beat();
    }

    assertThat(never.begun).as("one renewal, one look at the state").isEqualTo(2);
  }

  private static void pass(Heartbeat beat, Leadership leadership, Duration poll) {
    beat.passBegins();
    leadership.step();
    beat.passEnded(poll);
  }

  /** Every call is answered where it is begun. */
  private static class AtOnce implements Background {
    @Override
    public <T> Pending<T> read(String source, Supplier<T> call) {
      T answer = call.get();
      return () -> Optional.of(answer);
    }

    @Override
    public void await(Collection<? extends Pending<?>> reads, Duration atMost) {}

    @Override
    public void run(EffectChain chain) {
      throw new AssertionError("a beat has no effects");
    }
  }

  /** No call is ever answered. */
  private static final class Never extends AtOnce {
    private int begun;

    @Override
    public <T> Pending<T> read(String source, Supplier<T> call) {
      begun++;
      return Optional::empty;
    }
  }
}
