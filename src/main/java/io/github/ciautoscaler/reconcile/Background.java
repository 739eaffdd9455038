package io.github.ciautoscaler.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs what must not hold up a pass. In production on virtual threads, in the simulator on the
 * world's schedule, where an effect starts and completes as two events.
 */
public interface Background {

  /** Starts a read. It never throws. */
  <T> Pending<T> read(String source, Supplier<T> call);

  /** Waits until all of them ended, at most so long. */
  void await(Collection<? extends Pending<?>> reads, Duration atMost);

  /** Steps the chain until it is finished; each step is one effect. */
  void run(EffectChain chain);

  /** A call under way. */
  interface Pending<T> {
    /** Its value, once it ended. */
    Optional<T> result();
  }
}
