package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final OneLease store = new OneLease();
  private final Leadership a = new Leadership(store, "pod-a", () -> now);
  private final Leadership b = new Leadership(store, "pod-b", () -> now);

  @Test
  void theFirstOneLeadsAndTheOtherWaits() {
    a.step();
    b.step();

    assertThat(a.mayAct()).isTrue();
    assertThat(b.mayAct()).isFalse();
  }

  @Test
  void aLeaderThatCannotRenewStopsActingBeforeAnotherMayBegin() {
    a.step();
    b.step();
    store.reachable = false;
    pass(Duration.ofSeconds(44));
    assertThat(a.mayAct()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(a.mayAct()).isFalse();

    store.reachable = true;
    b.step();
    assertThat(b.mayAct()).as("the old term is not over yet").isFalse();
    pass(Duration.ofSeconds(15));
    b.step();
    assertThat(b.mayAct()).isTrue();
  }

  @Test
  void aPausedLeaderThatWakesUpFindsItsTermOver() {
    a.step();
    b.step();
    pass(Duration.ofSeconds(60));
    b.step();
    assertThat(a.mayAct()).isFalse();
    a.step();

    assertThat(a.mayAct()).isFalse();
    assertThat(b.mayAct()).isTrue();
  }

  @Test
  void aClockThatRunsAheadTakesNothingOver() {
    a.step();
    Leadership ahead = new Leadership(store, "pod-c", () -> now.plus(Duration.ofHours(2)));
    ahead.step();

    assertThat(ahead.mayAct()).isFalse();
  }

  @Test
  void ofTwoThatTakeOverAtOnceOneWins() {
    a.step();
    b.step();
    Leadership c = new Leadership(store, "pod-c", () -> now);
    c.step();
    pass(Duration.ofSeconds(61));
    store.staleReads = true;
    b.step();
    c.step();

    assertThat(b.mayAct()).isTrue();
    assertThat(c.mayAct()).isFalse();
  }

  @Test
  void aRestartUnderTheSameNameLeadsAtOnce() {
    a.step();
    Leadership restarted = new Leadership(store, "pod-a", () -> now);
    restarted.step();

    assertThat(restarted.mayAct()).isTrue();
  }

  @Test
  void oneThatResignsIsFollowedAtOnce() {
    a.step();
    b.step();
    a.release();
    b.step();

    assertThat(a.mayAct()).isFalse();
    assertThat(b.mayAct()).isTrue();
  }

  @Test
  void withoutTheRightToLeasesItLeadsUnguarded() {
    store.forbidden = true;
    a.step();

    assertThat(a.mayAct()).isTrue();
    assertThat(a.isUnguarded()).isTrue();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  /** A Lease as the API server keeps it: replaced only by version. */
  private static final class OneLease implements LeaseStore {
    private @Nullable Lease lease;
    private @Nullable Lease before;
    private int version;
    private boolean reachable = true;
    private boolean forbidden;
    private boolean staleReads;

    @Override
    public Reading<Optional<Lease>> read() {
      if (forbidden) {
        return new Reading.Failed<>(Reading.Trouble.FORBIDDEN, "no leases", Instant.EPOCH);
      }
      if (!reachable) {
        return new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", Instant.EPOCH);
      }
      return new Reading.Complete<>(
          Optional.ofNullable(staleReads && before != null ? before : lease), Instant.EPOCH);
    }

    @Override
    public Outcome write(Lease next) {
      if (!reachable) {
        return new Outcome.Unknown("no answer");
      }
      String current = lease == null ? null : lease.version();
      if (!java.util.Objects.equals(next.version(), current)) {
        return new Outcome.Transient("the object has been modified");
      }
      before = lease;
      lease =
          new Lease(
              next.holder(),
              next.acquired(),
              next.renewed(),
              next.duration(),
              next.transitions(),
              String.valueOf(++version));
      return new Outcome.Done();
    }
  }
}
