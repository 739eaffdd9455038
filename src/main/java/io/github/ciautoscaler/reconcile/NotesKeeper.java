package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Our copy of the notes. Every change is saved on top of the version that was read, so a deposed
 * leader cannot record a pending launch; where notes may not be kept at all, they live in memory
 * only.
 */
final class NotesKeeper {

  /** Whether the notes are known, and survive a restart. */
  enum State {
    UNKNOWN,
    RECORDED,
    IN_MEMORY
  }

  /** What is known of them; replaced whole, so that nobody waits for a call to read it. */
  private record Kept(State state, Notes notes, @Nullable String version) {}

  private final NoteStore store;
  private volatile boolean foundNone;
  private volatile Kept kept = new Kept(State.UNKNOWN, Notes.EMPTY, null);

  NotesKeeper(NoteStore store) {
    this.store = store;
  }

  Notes notes() {
    return kept.notes();
  }

  State state() {
    return kept.state();
  }

  /** Whether there were no notes at all: a first start, or somebody deleted them. */
  boolean foundNone() {
    return foundNone;
  }

  /** What is known is read anew before it is changed: after a new term, or a lost answer. */
  void forget() {
    Kept now = kept;
    if (now.state() == State.RECORDED) {
      kept = new Kept(State.UNKNOWN, now.notes(), null);
    }
  }

  /** Makes sure that the notes are known; tells how that went. */
  synchronized Reading<Optional<NoteStore.Stored>> load() {
    Reading<Optional<NoteStore.Stored>> loaded = store.load();
    switch (loaded) {
      case Reading.Complete<Optional<NoteStore.Stored>>(var stored, var at) ->
          found(stored.orElse(null));
      case Reading.Failed<Optional<NoteStore.Stored>>(var trouble, var problem, var at) -> {
        if (trouble == Reading.Trouble.FORBIDDEN) {
          kept = inMemory(kept.notes());
        }
      }
      case Reading.Partial<Optional<NoteStore.Stored>> partial -> {}
    }
    return loaded;
  }

  /**
   * What we know and the store does not is written there: somebody deleted the ConfigMap, or gave
   * us the right to it only now.
   */
  private void found(NoteStore.@Nullable Stored stored) {
    Kept before = kept;
    boolean deleted = stored == null && before.version() != null;
    if (deleted || before.state() == State.IN_MEMORY) {
      String version = stored == null ? null : stored.version();
      if (store.save(before.notes(), version) instanceof NoteStore.Saved(var saved)) {
        kept = new Kept(State.RECORDED, before.notes(), saved);
      }
      return;
    }
    foundNone |= stored == null;
    kept =
        stored == null
            ? new Kept(State.RECORDED, Notes.EMPTY, null)
            : new Kept(State.RECORDED, stored.notes(), stored.version());
  }

  /**
   * Looks whether what was recorded is still there, and writes it again where somebody deleted it:
   * else a replica that takes over finds nothing, as long as no note changes. What somebody else
   * wrote is read anew before the next change.
   *
   * @param mayWrite asked right before the write
   */
  synchronized void look(BooleanSupplier mayWrite) {
    Kept before = kept;
    if (before.state() != State.RECORDED
        || before.version() == null
        || !(store.load()
            instanceof Reading.Complete<Optional<NoteStore.Stored>>(var stored, var at))) {
      return;
    }
    if (stored.isPresent()) {
      if (!stored.get().version().equals(before.version())) {
        kept = new Kept(State.UNKNOWN, before.notes(), null);
      }
    } else if (mayWrite.getAsBoolean()) {
      kept =
          store.save(before.notes(), null) instanceof NoteStore.Saved(var saved)
              ? new Kept(State.RECORDED, before.notes(), saved)
              : new Kept(State.UNKNOWN, before.notes(), before.version());
    }
  }

  /**
   * Applies these facts and records what follows. May take as long as the cluster's time-outs.
   *
   * @return whether it holds: recorded, or kept in memory where nothing can be recorded
   */
  synchronized boolean update(List<StateChange> changes) {
    if (kept.state() == State.UNKNOWN) {
      load();
    }
    Kept now = kept;
    Notes next = StateChanges.apply(now.notes(), changes);
    return switch (now.state()) {
      case UNKNOWN -> false;
      case IN_MEMORY -> {
        kept = inMemory(next);
        yield true;
      }
      case RECORDED -> next.equals(now.notes()) || save(next, now);
    };
  }

  private boolean save(Notes next, Kept now) {
    return switch (store.save(next, now.version())) {
      case NoteStore.Saved(var version) -> {
        kept = new Kept(State.RECORDED, next, version);
        yield true;
      }
      case NoteStore.NotSaved(var why) -> {
        boolean forbidden = why instanceof Outcome.Forbidden;
        kept = forbidden ? inMemory(next) : new Kept(State.UNKNOWN, now.notes(), now.version());
        yield forbidden;
      }
    };
  }

  private static Kept inMemory(Notes notes) {
    return new Kept(State.IN_MEMORY, notes, null);
  }
}
