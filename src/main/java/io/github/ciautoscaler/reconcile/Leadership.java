package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.reconcile.LeaseStore.Lease;
import io.github.ciautoscaler.reconcile.LeaseStore.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether this replica is the leader. Another's Lease is taken over only when it did not change for
 * its whole duration on our own clock, so that clocks need not agree; our own counts from before
 * the renewal was sent.
 */
final class Leadership {

  static final Duration DURATION = Duration.ofSeconds(60);

  /** The leader stops acting so long before others may take over. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final LeaseStore store;
  private final String identity;
  private final InstantSource clock;
  private final Runnable onTerm;
  private volatile Instant actsUntil = Instant.MIN;
  private volatile @Nullable Lease observed;
  private Instant observedSince = Instant.MIN;
  private volatile boolean unguarded;
  private volatile Instant steppedAt = Instant.MIN;
  private volatile long term;
  private boolean released;

  /**
   * @param onTerm called before each term of ours begins: what another leader may have changed
   *     meanwhile is to be read anew
   */
  Leadership(LeaseStore store, String identity, InstantSource clock, Runnable onTerm) {
    this.store = store;
    this.identity = identity;
    this.clock = clock;
    this.onTerm = onTerm;
  }

  /** Safe to ask from any thread, right before every write. */
  boolean mayAct() {
    return clock.instant().isBefore(actsUntil);
  }

  /** Counts our terms; between two of them another may have led. */
  long term() {
    return term;
  }

  /** When the last step began. */
  Instant steppedAt() {
    return steppedAt;
  }

  /** Whether Leases may not be used, so that only one replica may run. */
  boolean isUnguarded() {
    return unguarded;
  }

  /** Who leads as far as is known; null while nobody is known to. */
  @Nullable String holder() {
    Lease known = observed;
    return known == null ? null : known.holder();
  }

  /** Whether the Lease was ours when it was last seen, also where our term ran out since. */
  boolean isHolder() {
    return identity.equals(holder());
  }

  /**
   * Renews, takes over or waits; tells the Lease as it was found. One step at a time; it may take
   * as long as the cluster's time-outs, so a pass does not wait for it.
   */
  synchronized Reading<Optional<Lease>> step() {
    Instant now = clock.instant();
    steppedAt = now;
    Reading<Optional<Lease>> found = store.read();
    if (released) {
      return found; // a step that waited for the release must not take back what was given up
    }
    switch (found) {
      case Reading.Complete<Optional<Lease>>(var lease, var at) -> decide(lease.orElse(null), now);
      case Reading.Failed<Optional<Lease>>(var trouble, var problem, var at) -> {
        if (trouble == Reading.Trouble.FORBIDDEN) {
          leadUnguarded();
        }
      }
      case Reading.Partial<Optional<Lease>> partial -> {}
    }
    return found;
  }

  /** Hands the Lease over at once when this replica stops. */
  synchronized void release() {
    boolean held = mayAct() && !unguarded;
    released = true;
    actsUntil = Instant.MIN;
    if (held
        && store.read() instanceof Reading.Complete<Optional<Lease>>(var lease, var at)
        && lease.isPresent()
        && lease.get().holder().equals(identity)) {
      store.write(
          new Lease(
              "",
              new Term(lease.get().acquired(), clock.instant(), Duration.ofSeconds(1)),
              lease.get().transitions(),
              lease.get().version()));
    }
  }

  private void decide(@Nullable Lease lease, Instant now) {
    unguarded = false;
    if (lease != null && !lease.equals(observed)) {
      observed = lease;
      observedSince = now;
    }
    boolean ours = lease != null && lease.holder().equals(identity);
    Instant acquired = ours && lease != null ? lease.acquired() : now;
    boolean free =
        lease == null
            || lease.holder().isEmpty()
            || Age.of(observedSince, now).reached(lease.duration());
    if (!ours && !free) {
      actsUntil = Instant.MIN;
      return;
    }
    Lease next =
        new Lease(
            identity,
            new Term(acquired, now, DURATION),
            lease == null ? 0 : lease.transitions() + (ours ? 0 : 1),
            lease == null ? null : lease.version());
    switch (store.write(next)) {
      case Outcome.Done ignored -> {
        observed = next;
        observedSince = now;
        lead(now.plus(DURATION).minus(MARGIN), !ours);
      }
      case Outcome.Forbidden ignored -> leadUnguarded();
      // Not renewed: what is left of the old term still holds, unless somebody else has it.
      case Outcome ignored -> {
        if (!ours) {
          actsUntil = Instant.MIN;
        }
      }
    }
  }

  private void leadUnguarded() {
    unguarded = true;
    lead(Instant.MAX, false);
  }

  private void lead(Instant until, boolean anew) {
    if (anew || !mayAct()) {
      term++;
      onTerm.run();
    }
    actsUntil = until;
  }
}
