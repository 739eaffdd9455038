package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateKeeperTest {

  private static final Pause OUR_PAUSE = new Pause(Instant.EPOCH, null, "why");
  private static final Pause OTHER_PAUSE = new Pause(Instant.EPOCH, null, "another's");
  private static final List<StateChange> PAUSE = List.of(new StateChange.PauseSet(OUR_PAUSE));
  private static final List<StateChange> UNSERVABLE =
      List.of(new StateChange.JobsUnservable(Map.of(Set.of("x"), Set.of(1L))));

  private static final StoredState PAUSED = StoredStates.withPause(StoredState.EMPTY, OUR_PAUSE);
  private static final StoredState OTHERS = StoredStates.withPause(StoredState.EMPTY, OTHER_PAUSE);

  private final OneConfigMap store = new OneConfigMap();
  private final StateKeeper keeper = new StateKeeper(store);

  @Test
  void whatIsSavedIsThereAfterARestart() {
    assertThat(keeper.update(PAUSE)).isTrue();

    StateKeeper restarted = new StateKeeper(store);
    restarted.load();
    assertThat(restarted.stored()).isEqualTo(PAUSED);
    assertThat(restarted.knowledge()).isEqualTo(StateKeeper.Knowledge.RECORDED);
  }

  @Test
  void anUnchangedStateIsNotWrittenAgain() {
    keeper.update(PAUSE);
    int saves = store.saves;
    keeper.update(List.of());

    assertThat(store.saves).isEqualTo(saves);
  }

  @Test
  void aDeposedWriterRecordsNothing() {
    keeper.load();
    new StateKeeper(store).update(PAUSE);

    assertThat(keeper.update(UNSERVABLE)).isFalse();
    assertThat(store.stored).isEqualTo(PAUSED);
    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.UNKNOWN);
    keeper.load();
    assertThat(keeper.stored()).isEqualTo(PAUSED);
  }

  @Test
  void anAnswerThatWasLostIsReadAgainBeforeTheNextChange() {
    keeper.load();
    store.loseNextAnswer = true;
    assertThat(keeper.update(PAUSE)).isFalse();

    assertThat(keeper.update(List.of())).isTrue();
    assertThat(keeper.stored()).isEqualTo(PAUSED);
  }

  @Test
  void unknownStateIsNeverTakenForAnEmptyOne() {
    store.stored = PAUSED;
    store.trouble = Reading.Trouble.TIMED_OUT;
    keeper.load();

    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.UNKNOWN);
    assertThat(keeper.update(UNSERVABLE)).isFalse();
    assertThat(store.stored).isEqualTo(PAUSED);
  }

  @Test
  void withoutTheRightToConfigMapsTheyLiveInMemory() {
    store.trouble = Reading.Trouble.FORBIDDEN;

    assertThat(keeper.update(PAUSE)).isTrue();
    assertThat(keeper.stored()).isEqualTo(PAUSED);
    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.IN_MEMORY);
  }

  @Test
  void aDeletedConfigMapIsWrittenAgainFromMemory() {
    keeper.update(PAUSE);
    store.stored = null;

    assertThat(keeper.update(UNSERVABLE)).isFalse();
    keeper.load();

    assertThat(store.stored).isEqualTo(PAUSED);
    assertThat(keeper.stored()).isEqualTo(PAUSED);
    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.RECORDED);
  }

  @Test
  void aDeletedConfigMapIsWrittenAgainAlsoWhereNothingChanges() {
    keeper.update(PAUSE);
    store.stored = null;
    keeper.look(() -> true);

    assertThat(store.stored).isEqualTo(PAUSED);
    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.RECORDED);
    StateKeeper whoTakesOver = new StateKeeper(store);
    whoTakesOver.load();
    assertThat(whoTakesOver.stored()).isEqualTo(PAUSED);
  }

  @Test
  void onlyALeaderWritesADeletedConfigMapAgain() {
    keeper.update(PAUSE);
    store.stored = null;
    keeper.look(() -> false);

    assertThat(store.stored).isNull();
    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.RECORDED);
  }

  @Test
  void aConfigMapThatAnotherWroteMeanwhileIsTakenAsItIs() {
    keeper.update(PAUSE);
    store.stored = null;
    StateKeeper other = new StateKeeper(store);
    store.beforeNextSave = () -> other.update(List.of(new StateChange.PauseSet(OTHER_PAUSE)));
    keeper.look(() -> true);

    assertThat(store.stored).isEqualTo(OTHERS);
    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.UNKNOWN);
    keeper.load();
    assertThat(keeper.stored()).isEqualTo(OTHERS);
  }

  @Test
  void aConfigMapThatWasNeverWrittenIsNotMissed() {
    keeper.load();
    keeper.look(() -> true);

    assertThat(store.stored).isNull();
    assertThat(store.saves).isZero();
  }

  @Test
  void aConfigMapThatAPersonChangedIsReadAnew() {
    keeper.update(PAUSE);
    store.change(OTHERS);
    keeper.look(() -> true);
    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.UNKNOWN);
    keeper.load();

    assertThat(keeper.stored()).isEqualTo(OTHERS);
    assertThat(store.stored).isEqualTo(OTHERS);
  }

  @Test
  void aLookThatFailsIsNoNews() {
    keeper.update(PAUSE);
    store.trouble = Reading.Trouble.UNREACHABLE;
    keeper.look(() -> true);

    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.RECORDED);
    assertThat(keeper.stored()).isEqualTo(PAUSED);
  }

  @Test
  void aNewTermTakesADeletedConfigMapForAnEmptyOne() {
    keeper.update(PAUSE);
    store.stored = null;
    keeper.forget();
    keeper.load();

    assertThat(keeper.stored()).isEqualTo(StoredState.EMPTY);
  }

  @Test
  void whatLivedInMemoryIsRecordedOnceThatIsAllowed() {
    store.trouble = Reading.Trouble.FORBIDDEN;
    keeper.update(PAUSE);
    store.trouble = null;
    keeper.load();

    assertThat(keeper.knowledge()).isEqualTo(StateKeeper.Knowledge.RECORDED);
    assertThat(store.stored).isEqualTo(PAUSED);
  }
}
