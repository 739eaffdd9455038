package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Our copy of the notes. Every change is saved on top of the version that was read, so a deposed
 * leader cannot record an intent; where notes may not be kept at all, they live in memory only.
 */
final class NotesKeeper {

  /** Whether the notes are known, and survive a restart. */
  enum State {
    UNKNOWN,
    RECORDED,
    IN_MEMORY
  }

  private final NoteStore store;
  private Notes notes = Notes.EMPTY;
  private @Nullable String version;
  private State state = State.UNKNOWN;

  NotesKeeper(NoteStore store) {
    this.store = store;
  }

  synchronized Notes notes() {
    return notes;
  }

  synchronized State state() {
    return state;
  }

  /** What is known is read anew before it is changed: after a new term, or a lost answer. */
  synchronized void forget() {
    if (state == State.RECORDED) {
      state = State.UNKNOWN;
    }
  }

  /** Makes sure that the notes are known. */
  synchronized void load() {
    if (state != State.UNKNOWN) {
      return;
    }
    switch (store.load()) {
      case Reading.Complete<Optional<NoteStore.Stored>>(var stored, var at) -> {
        notes = stored.map(NoteStore.Stored::notes).orElse(Notes.EMPTY);
        version = stored.map(NoteStore.Stored::version).orElse(null);
        state = State.RECORDED;
      }
      case Reading.Failed<Optional<NoteStore.Stored>>(var trouble, var problem, var at) -> {
        if (trouble == Reading.Trouble.FORBIDDEN) {
          state = State.IN_MEMORY;
        }
      }
      case Reading.Partial<Optional<NoteStore.Stored>> partial -> {}
    }
  }

  /**
   * Applies the edit and records it.
   *
   * @return whether it holds: recorded, or kept in memory where nothing can be recorded
   */
  synchronized boolean update(UnaryOperator<Notes> edit) {
    if (state == State.UNKNOWN) {
      load();
    }
    if (state == State.UNKNOWN) {
      return false;
    }
    Notes next = edit.apply(notes);
    if (next.equals(notes)) {
      return true;
    }
    if (state == State.IN_MEMORY) {
      notes = next;
      return true;
    }
    return switch (store.save(next, version)) {
      case NoteStore.Saved(var saved) -> {
        notes = next;
        version = saved;
        yield true;
      }
      case NoteStore.NotSaved(var why) -> {
        if (why instanceof Outcome.Forbidden) {
          notes = next;
          state = State.IN_MEMORY;
          yield true;
        }
        state = State.UNKNOWN;
        yield false;
      }
    };
  }
}
