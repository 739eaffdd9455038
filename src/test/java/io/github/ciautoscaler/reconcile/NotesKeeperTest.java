package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NotesKeeperTest {

  private static final Notes PAUSED =
      Notes.EMPTY.withPause(new Notes.Pause(Instant.EPOCH, null, "why"));

  private static final Notes OTHERS =
      Notes.EMPTY.withPause(new Notes.Pause(Instant.EPOCH, null, "another's"));

  private final OneConfigMap store = new OneConfigMap();
  private final NotesKeeper keeper = new NotesKeeper(store);

  @Test
  void whatIsSavedIsThereAfterARestart() {
    assertThat(keeper.update(notes -> PAUSED)).isTrue();

    NotesKeeper restarted = new NotesKeeper(store);
    restarted.load();
    assertThat(restarted.notes()).isEqualTo(PAUSED);
    assertThat(restarted.state()).isEqualTo(NotesKeeper.State.RECORDED);
  }

  @Test
  void anUnchangedNoteIsNotWrittenAgain() {
    keeper.update(notes -> PAUSED);
    int saves = store.saves;
    keeper.update(notes -> notes);

    assertThat(store.saves).isEqualTo(saves);
  }

  @Test
  void aDeposedWriterRecordsNothing() {
    keeper.load();
    new NotesKeeper(store).update(notes -> PAUSED);

    assertThat(
            keeper.update(notes ->
                notes
                    .withStop(null)
                    .withUnservable(java.util.Map.of(java.util.Set.of("x"), java.util.Set.of(1L)))))
        .isFalse();
    assertThat(store.notes).isEqualTo(PAUSED);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.UNKNOWN);
    keeper.load();
    assertThat(keeper.notes()).isEqualTo(PAUSED);
  }

  @Test
  void anAnswerThatWasLostIsReadAgainBeforeTheNextChange() {
    keeper.load();
    store.loseNextAnswer = true;
    assertThat(keeper.update(notes -> PAUSED)).isFalse();

    assertThat(keeper.update(notes -> notes)).isTrue();
    assertThat(keeper.notes()).isEqualTo(PAUSED);
  }

  @Test
  void unknownNotesAreNeverTakenForEmptyOnes() {
    store.notes = PAUSED;
    store.trouble = Reading.Trouble.TIMED_OUT;
    keeper.load();

    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.UNKNOWN);
    assertThat(keeper.update(notes -> Notes.EMPTY)).isFalse();
    assertThat(store.notes).isEqualTo(PAUSED);
  }

  @Test
  void withoutTheRightToConfigMapsTheyLiveInMemory() {
    store.trouble = Reading.Trouble.FORBIDDEN;

    assertThat(keeper.update(notes -> PAUSED)).isTrue();
    assertThat(keeper.notes()).isEqualTo(PAUSED);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.IN_MEMORY);
  }

  @Test
  void aDeletedConfigMapIsWrittenAgainFromMemory() {
    keeper.update(notes -> PAUSED);
    store.notes = null;

    assertThat(
            keeper.update(notes ->
                notes.withUnservable(
                    java.util.Map.of(java.util.Set.of("x"), java.util.Set.of(1L)))))
        .isFalse();
    keeper.load();

    assertThat(store.notes).isEqualTo(PAUSED);
    assertThat(keeper.notes()).isEqualTo(PAUSED);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
  }

  @Test
  void aDeletedConfigMapIsWrittenAgainAlsoWhereNothingChanges() {
    keeper.update(notes -> PAUSED);
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
    keeper.update(notes -> PAUSED);
    store.notes = null;
    keeper.look(() -> false);

    assertThat(store.notes).isNull();
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
  }

  @Test
  void aConfigMapThatAnotherWroteMeanwhileIsTakenAsItIs() {
    keeper.update(notes -> PAUSED);
    store.notes = null;
    NotesKeeper other = new NotesKeeper(store);
    store.beforeNextSave = () -> other.update(notes -> OTHERS);
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
    keeper.update(notes -> PAUSED);
    store.change(OTHERS);
    keeper.look(() -> true);
    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.UNKNOWN);
    keeper.load();

    assertThat(keeper.notes()).isEqualTo(OTHERS);
    assertThat(store.notes).isEqualTo(OTHERS);
  }

  @Test
  void aLookThatFailsIsNoNews() {
    keeper.update(notes -> PAUSED);
    store.trouble = Reading.Trouble.UNREACHABLE;
    keeper.look(() -> true);

    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
    assertThat(keeper.notes()).isEqualTo(PAUSED);
  }

  @Test
  void aNewTermTakesADeletedConfigMapForAnEmptyOne() {
    keeper.update(notes -> PAUSED);
    store.notes = null;
    keeper.forget();
    keeper.load();

    assertThat(keeper.notes()).isEqualTo(Notes.EMPTY);
  }

  @Test
  void whatLivedInMemoryIsRecordedOnceThatIsAllowed() {
    store.trouble = Reading.Trouble.FORBIDDEN;
    keeper.update(notes -> PAUSED);
    store.trouble = null;
    keeper.load();

    assertThat(keeper.state()).isEqualTo(NotesKeeper.State.RECORDED);
    assertThat(store.notes).isEqualTo(PAUSED);
  }
}
