package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotesKeeperTest {

  private static final Notes PAUSED =
      Notes.EMPTY.withPause(new Notes.Pause(Instant.EPOCH, null, "why"));

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

  /** A ConfigMap as the API server keeps it: replaced only by version. */
  private static final class OneConfigMap implements NoteStore {
    private @Nullable Notes notes;
    private int version;
    private int saves;
    private boolean loseNextAnswer;
    private Reading.@Nullable Trouble trouble;

    @Override
    public Reading<Optional<Stored>> load() {
      if (trouble != null) {
        return new Reading.Failed<>(trouble, "scripted", Instant.EPOCH);
      }
      return new Reading.Complete<>(
          notes == null
              ? Optional.empty()
              : Optional.of(new Stored(notes, String.valueOf(version))),
          Instant.EPOCH);
    }

    @Override
    public SaveResult save(Notes next, @Nullable String expected) {
      String current = notes == null ? null : String.valueOf(version);
      if (!java.util.Objects.equals(expected, current)) {
        return new NotSaved(new Outcome.Transient("the object has been modified"));
      }
      notes = next;
      version++;
      saves++;
      if (loseNextAnswer) {
        loseNextAnswer = false;
        return new NotSaved(new Outcome.Unknown("no answer"));
      }
      return new Saved(String.valueOf(version));
    }
  }
}
