package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ConfigMap as the API server keeps it: replaced only by version. */
final class OneConfigMap implements StateStore {
  @Nullable StoredState stored;
  int version;
  int saves;
  boolean loseNextAnswer;
  Reading.@Nullable Trouble trouble;
  @Nullable Runnable beforeNextSave;

  void change(StoredState byHand) {
    stored = byHand;
    version++;
  }

  @Override
  public Reading<Optional<Stored>> load() {
    if (trouble != null) {
      return new Reading.Failed<>(trouble, "scripted", Instant.EPOCH);
    }
    return new Reading.Complete<>(
        stored == null
            ? Optional.empty()
            : Optional.of(new Stored(stored, String.valueOf(version))),
        Instant.EPOCH);
  }

  @Override
  public SaveResult save(StoredState next, @Nullable String expected) {
    Runnable before = beforeNextSave;
    beforeNextSave = null;
    if (before != null) {
      before.run();
    }
    String current = stored == null ? null : String.valueOf(version);
    if (!Objects.equals(expected, current)) {
      return new NotSaved(new Outcome.Transient("the object has been modified"));
    }
    stored = next;
    version++;
    saves++;
    if (loseNextAnswer) {
      loseNextAnswer = false;
      return new NotSaved(new Outcome.Unknown("no answer"));
    }
    return new Saved(String.valueOf(version));
  }
}
