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
  record Lease(String holder, Term term, int transitions, @Nullable String version) {

    /** The same, as the store has it now. */
    public Lease versioned(String next) {
      return new Lease(holder, term, transitions, next);
    }

    public Instant acquired() {
      return term.acquired;
    }

    public Instant renewed() {
      return term.renewed;
    }

    /** How long it holds from the last renewal on. */
    public Duration duration() {
      return term.duration;
    }
  }

  /**
   * Since when somebody holds it, and for how long.
   *
   * @param duration from the last renewal on
   */
  record Term(Instant acquired, Instant renewed, Duration duration) {}
}
