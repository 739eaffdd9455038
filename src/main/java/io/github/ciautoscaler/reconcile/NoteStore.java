package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the notes are kept: a ConfigMap, changed only on top of the version that was read. */
public interface NoteStore {

  /** Complete and empty: there is none yet. */
  Reading<Optional<Stored>> load();

  /**
   * Creates (version null) or replaces exactly that version.
   *
   * @return {@link Saved}, or {@link NotSaved} where somebody else changed it, it may not be
   *     written, or the answer was lost
   */
  SaveResult save(Notes notes, @Nullable String version);

  /** Notes with the version that a save must name. */
  record Stored(Notes notes, String version) {}

  /** How a save ended. */
  sealed interface SaveResult permits Saved, NotSaved {}

  record Saved(String version) implements SaveResult {}

  record NotSaved(Outcome.Failure why) implements SaveResult {}
}
