package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotesKeeperTest {

  private static final Notes.Pause OUR_PAUSE = new Notes.Pause(Instant.EPOCH, null, "why");
  private static final Notes.Pause OTHER_PAUSE = new Notes.Pause(Instant.EPOCH, null, "another's");
  private static final List<StateChange> PAUSE = List.of(new StateChange.PauseSet(OUR_PAUSE));
  private static final List<StateChange> UNSERVABLE =
      List.of(new StateChange.JobsUnservable(Map.of(Set.of("x"), Set.of(1L))));

  private static final Notes PAUSED = Notes.EMPTY.withPause(OUR_PAUSE);
  private static final Notes OTHERS = Notes.EMPTY.withPause(OTHER_PAUSE);

  private final OneConfigMap store = new OneConfigMap();
  private final NotesKeeper keeper = new NotesKeeper(store);

  @Test
  void whatIsSavedIsThereAfterARestart() {
    assertThat(keeper.update(PAUSE)).isTrue();

    NotesKeeper restarted = new NotesKeeper(store);
    restarted.load();
    assertThat(restarted.notes()).isEqualTo(PAUSED);
    assertThat(restarted.state()).isEqualTo(NotesKeeper.State.RECORDED);
  }

  @Test
  void anUnchangedNoteIsNotWrittenAgain() {
    keeper.update(PAUSE);
    int saves = store.saves;
    keeper.update(List.of());

    assertThat(store.saves).isEqualTo(saves);
  }

  @Test
  void aDeposedWriterRecordsNothing() {
    keeper.load();
    new NotesKeeper(store).update(PAUSE);

    assertThat(keeper.update(UNSERVABLE)).isFalse();
    assertThat(store.notes).isEqualTo(PAUSED);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.UNKNOWN);
    keeper.load();
    assertThat(keeper.notes()).isEqualTo(PAUSED);
  }

  @Test
  void anAnswerThatWasLostIsReadAgainBeforeTheNextChange() {
    keeper.load();
    store.loseNextAnswer = true;
    assertThat(keeper.update(PAUSE)).isFalse();

    assertThat(keeper.update(List.of())).isTrue();
    assertThat(keeper.notes()).isEqualTo(PAUSED);
  }

  @Test
  void unknownNotesAreNeverTakenForEmptyOnes() {
    store.notes = PAUSED;
    store.trouble = Reading.Trouble.TIMED_OUT;
    keeper.load();

    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.UNKNOWN);
    assertThat(keeper.update(UNSERVABLE)).isFalse();
    assertThat(store.notes).isEqualTo(PAUSED);
  }

  @Test
  void withoutTheRightToConfigMapsTheyLiveInMemory() {
    store.trouble = Reading.Trouble.FORBIDDEN;

    assertThat(keeper.update(PAUSE)).isTrue();
    assertThat(keeper.notes()).isEqualTo(PAUSED);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.IN_MEMORY);
  }

  @Test
  void aDeletedConfigMapIsWrittenAgainFromMemory() {
    keeper.update(PAUSE);
    store.notes = null;

    assertThat(keeper.update(UNSERVABLE)).isFalse();
    keeper.load();

    assertThat(store.notes).isEqualTo(PAUSED);
    assertThat(keeper.notes()).isEqualTo(PAUSED);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
  }

  @Test
  void aDeletedConfigMapIsWrittenAgainAlsoWhereNothingChanges() {
    keeper.update(PAUSE);
    store.notes = null;
    keeper.look(() -> true);

    assertThat(store.notes).isEqualTo(PAUSED);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
    NotesKeeper whoTakesOver = new NotesKeeper(store);
    whoTakesOver.load();
    assertThat(whoTakesOver.notes()).isEqualTo(PAUSED);
  }

  @Test
  void onlyALeaderWritesADeletedConfigMapAgain() {
    keeper.update(PAUSE);
    store.notes = null;
    keeper.look(() -> false);

    assertThat(store.notes).isNull();
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
  }

  @Test
  void aConfigMapThatAnotherWroteMeanwhileIsTakenAsItIs() {
    keeper.update(PAUSE);
    store.notes = null;
    NotesKeeper other = new NotesKeeper(store);
    store.beforeNextSave = () -> other.update(List.of(new StateChange.PauseSet(OTHER_PAUSE)));
    keeper.look(() -> true);

    assertThat(store.notes).isEqualTo(OTHERS);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.UNKNOWN);
    keeper.load();
    assertThat(keeper.notes()).isEqualTo(OTHERS);
  }

  @Test
  void aConfigMapThatWasNeverWrittenIsNotMissed() {
    keeper.load();
    keeper.look(() -> true);

    assertThat(store.notes).isNull();
    assertThat(store.saves).isZero();
  }

  @Test
  void aConfigMapThatAPersonChangedIsReadAnew() {
    keeper.update(PAUSE);
    store.change(OTHERS);
    keeper.look(() -> true);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.UNKNOWN);
    keeper.load();

    assertThat(keeper.notes()).isEqualTo(OTHERS);
    assertThat(store.notes).isEqualTo(OTHERS);
  }

  @Test
  void aLookThatFailsIsNoNews() {
    keeper.update(PAUSE);
    store.trouble = Reading.Trouble.UNREACHABLE;
    keeper.look(() -> true);

    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
    assertThat(keeper.notes()).isEqualTo(PAUSED);
  }

  @Test
  void aNewTermTakesADeletedConfigMapForAnEmptyOne() {
    keeper.update(PAUSE);
    store.notes = null;
    keeper.forget();
    keeper.load();

    assertThat(keeper.notes()).isEqualTo(Notes.EMPTY);
  }

  @Test
  void whatLivedInMemoryIsRecordedOnceThatIsAllowed() {
    store.trouble = Reading.Trouble.FORBIDDEN;
    keeper.update(PAUSE);
    store.trouble = null;
    keeper.load();

    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
    assertThat(store.notes).isEqualTo(PAUSED);
  }
}
