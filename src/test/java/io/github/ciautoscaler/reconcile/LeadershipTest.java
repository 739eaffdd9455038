package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final OneLease store = new OneLease();
  private final Leadership a = new Leadership(store, "pod-a", () -> now, () -> {});
  private final Leadership b = new Leadership(store, "pod-b", () -> now, () -> {});

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
    Leadership ahead =
        new Leadership(store, "pod-c", () -> now.plus(Duration.ofHours(2)), () -> {});
    ahead.step();

    assertThat(ahead.mayAct()).isFalse();
  }

  @Test
  void ofTwoThatTakeOverAtOnceOneWins() {
    a.step();
    b.step();
    Leadership c = new Leadership(store, "pod-c", () -> now, () -> {});
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
    Leadership restarted = new Leadership(store, "pod-a", () -> now, () -> {});
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
  void aStepThatWaitedForTheReleaseTakesNothingBack() {
    a.step();
    a.release();
    a.step();

    assertThat(a.mayAct()).isFalse();
    b.step();
    assertThat(b.mayAct()).isTrue();
  }

  @Test
  void eachTermBeginsWithTheNewsOfItBeforeAnythingMayBeDone() {
    List<Boolean> acting = new ArrayList<>();
    AtomicReference<Leadership> told = new AtomicReference<>();
    Leadership c = new Leadership(store, "pod-c", () -> now, () -> acting.add(told.get().mayAct()));
    told.set(c);
    c.step();
    c.step();
    assertThat(acting).containsExactly(false);
    pass(Duration.ofSeconds(46));
    c.step();

    assertThat(acting).containsExactly(false, false);
    assertThat(c.term()).isEqualTo(2);
  }

  @Test
  void aTermCountsFromTheBeginningOfItsRenewalHoweverLongThatTook() {
    store.beforeAnswer = () -> now = now.plusSeconds(10);
    a.step();
    store.beforeAnswer = () -> {};

    pass(Duration.ofSeconds(34));
    assertThat(a.mayAct()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(a.mayAct()).isFalse();
  }

  @Test
  void whoCannotWriteALeaseThatIsNotItsOwnAnyMoreStopsActing() {
    a.step();
    store.delete();
    store.losesWrites = true;
    a.step();

    assertThat(a.mayAct()).isFalse();
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
}
