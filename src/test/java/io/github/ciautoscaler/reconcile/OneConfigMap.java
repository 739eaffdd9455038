package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ConfigMap as the API server keeps it: replaced only by version. */
final class OneConfigMap implements NoteStore {
  @Nullable Notes notes;
  int version;
  int saves;
  boolean loseNextAnswer;
  Reading.@Nullable Trouble trouble;
  @Nullable Runnable beforeNextSave;

  void change(Notes byHand) {
    notes = byHand;
    version++;
  }

  @Override
  public Reading<Optional<Stored>> load() {
    if (trouble != null) {
      return new Reading.Failed<>(trouble, "scripted", Instant.EPOCH);
    }
    return new Reading.Complete<>(
        notes == null ? Optional.empty() : Optional.of(new Stored(notes, String.valueOf(version))),
        Instant.EPOCH);
  }

  @Override
  public SaveResult save(Notes next, @Nullable String expected) {
    Runnable before = beforeNextSave;
    beforeNextSave = null;
    if (before != null) {
      before.run();
    }
    String current = notes == null ? null : String.valueOf(version);
    if (!Objects.equals(expected, current)) {
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
