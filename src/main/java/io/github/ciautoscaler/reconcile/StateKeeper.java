package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Our copy of the stored state. Every change is saved on top of the version that was read, so a
 * deposed leader cannot record a pending launch; where none may be kept at all, it lives in memory
 * only.
 */
final class StateKeeper {

  /** Whether the state is known, and survives a restart. */
  enum Knowledge {
    UNKNOWN,
    RECORDED,
    IN_MEMORY
  }

  /** What is known of them; replaced whole, so that nobody waits for a call to read it. */
  private record Kept(Knowledge knowledge, StoredState stored, @Nullable String version) {}

  private final StateStore store;
  private volatile boolean foundNone;
  private volatile Kept kept = new Kept(Knowledge.UNKNOWN, StoredState.EMPTY, null);

  StateKeeper(StateStore store) {
    this.store = store;
  }

  StoredState stored() {
    return kept.stored();
  }

  Knowledge knowledge() {
    return kept.knowledge();
  }

  /** Whether there was no stored state at all: a first start, or somebody deleted it. */
  boolean foundNone() {
    return foundNone;
  }

  /** What is known is read anew before it is changed: after a new term, or a lost answer. */
  void forget() {
    Kept now = kept;
    if (now.knowledge() == Knowledge.RECORDED) {
      kept = new Kept(Knowledge.UNKNOWN, now.stored(), null);
    }
  }

  /** Makes sure that the stored state is known; tells how that went. */
  synchronized Reading<Optional<StateStore.Stored>> load() {
    Reading<Optional<StateStore.Stored>> loaded = store.load();
    switch (loaded) {
      case Reading.Complete<Optional<StateStore.Stored>>(var stored, var at) ->
          found(stored.orElse(null));
      case Reading.Failed<Optional<StateStore.Stored>>(var trouble, var problem, var at) -> {
        if (trouble == Reading.Trouble.FORBIDDEN) {
          kept = inMemory(kept.stored());
        }
      }
      case Reading.Partial<Optional<StateStore.Stored>> partial -> {}
    }
    return loaded;
  }

  /**
   * What we know and the store does not is written there: somebody deleted the ConfigMap, or gave
   * us the right to it only now.
   */
  private void found(StateStore.@Nullable Stored stored) {
    Kept before = kept;
    boolean deleted = stored == null && before.version() != null;
    if (deleted || before.knowledge() == Knowledge.IN_MEMORY) {
      String version = stored == null ? null : stored.version();
      if (store.save(before.stored(), version) instanceof StateStore.Saved(var saved)) {
        kept = new Kept(Knowledge.RECORDED, before.stored(), saved);
      }
      return;
    }
    foundNone |= stored == null;
    kept =
        stored == null
            ? new Kept(Knowledge.RECORDED, StoredState.EMPTY, null)
            : new Kept(Knowledge.RECORDED, stored.state(), stored.version());
  }

  /**
   * Looks whether what was recorded is still there, and writes it again where somebody deleted it:
   * else a replica that takes over finds nothing, as long as nothing changes. What somebody else
   * wrote is read anew before the next change.
   *
   * @param mayWrite asked right before the write
   */
  synchronized void look(BooleanSupplier mayWrite) {
    Kept before = kept;
    if (before.knowledge() != Knowledge.RECORDED
        || before.version() == null
        || !(store.load()
            instanceof Reading.Complete<Optional<StateStore.Stored>>(var stored, var at))) {
      return;
    }
    if (stored.isPresent()) {
      if (!stored.get().version().equals(before.version())) {
        kept = new Kept(Knowledge.UNKNOWN, before.stored(), null);
      }
    } else if (mayWrite.getAsBoolean()) {
      kept =
          store.save(before.stored(), null) instanceof StateStore.Saved(var saved)
              ? new Kept(Knowledge.RECORDED, before.stored(), saved)
              : new Kept(Knowledge.UNKNOWN, before.stored(), before.version());
    }
  }

  /**
   * Applies these facts and records what follows. May take as long as the cluster's time-outs.
   *
   * @return whether it holds: recorded, or kept in memory where nothing can be recorded
   */
  synchronized boolean update(List<StateChange> changes) {
    if (kept.knowledge() == Knowledge.UNKNOWN) {
      load();
    }
    Kept now = kept;
    StoredState next = StateChanges.apply(now.stored(), changes);
    return switch (now.knowledge()) {
      case UNKNOWN -> false;
      case IN_MEMORY -> {
        kept = inMemory(next);
        yield true;
      }
      case RECORDED -> next.equals(now.stored()) || save(next, now);
    };
  }

  private boolean save(StoredState next, Kept now) {
    return switch (store.save(next, now.version())) {
      case StateStore.Saved(var version) -> {
        kept = new Kept(Knowledge.RECORDED, next, version);
        yield true;
      }
      case StateStore.NotSaved(var why) -> {
        boolean forbidden = why instanceof Outcome.Forbidden;
        kept =
            forbidden ? inMemory(next) : new Kept(Knowledge.UNKNOWN, now.stored(), now.version());
        yield forbidden;
      }
    };
  }

  private static Kept inMemory(StoredState stored) {
    return new Kept(Knowledge.IN_MEMORY, stored, null);
  }
}
