package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Lease that makes one of several replicas the leader. */
public interface LeaseStore {

  /** Complete and empty: there is none yet. */
  Reading<Optional<Lease>> read();

  /**
   * Creates (version null) or replaces exactly that version. Done, or a failure: {@link
   * Outcome.Transient} when another was faster, {@link Outcome.Forbidden} without the right to it.
   */
  Outcome write(Lease lease);

  /**
   * @param version what a write must name; null to create
   */
  record Lease(
      String holder,
      Instant acquired,
      Instant renewed,
      Duration duration,
      int transitions,
      @Nullable String version) {}
}
