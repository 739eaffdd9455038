package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the stored state is kept: a ConfigMap, changed only on top of the version that was read.
 */
public interface StateStore {

  /** Complete and empty: there is none yet. */
  Reading<Optional<Stored>> load();

  /**
   * Creates (version null) or replaces exactly that version.
   *
   * @return {@link Saved}, or {@link NotSaved} where somebody else changed it, it may not be
   *     written, or the answer was lost
   */
  SaveResult save(StoredState state, @Nullable String version);

  /** The state with the version that a save must name. */
  record Stored(StoredState state, String version) {}

  /** How a save ended. */
  sealed interface SaveResult permits Saved, NotSaved {}

  record Saved(String version) implements SaveResult {}

  record NotSaved(Outcome.Failure why) implements SaveResult {}
}
