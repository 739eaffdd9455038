package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.reconcile.Background.Pending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Lease and the stored state between two passes, however far apart they are. Only while
 * passes come as they should: one that hangs loses the Lease to another replica.
 */
final class Heartbeat {

  /** Well within the 45 s that a renewal lets us act, so that one or two may fail. */
  static final Duration EVERY = Duration.ofSeconds(10);

  /** A pass waits for everything within limits; one that takes longer hangs. */
  static final Duration LONGEST_PASS = Duration.ofMinutes(2);

  private final Leadership leadership;
  private final StateKeeper keeper;
  private final Background background;
  private final InstantSource clock;
  private volatile Instant passDueBy = Instant.MIN;
  private Instant lookedAt = Instant.MIN;
  private @Nullable Pending<?> renewing;
  private @Nullable Pending<?> looking;

  Heartbeat(Leadership leadership, StateKeeper keeper, Background background, InstantSource clock) {
    this.leadership = leadership;
    this.keeper = keeper;
    this.background = background;
    this.clock = clock;
  }

  void passBegins() {
    passDueBy = clock.instant().plus(LONGEST_PASS);
  }

  /**
   * @param poll until the next pass
   */
  void passEnded(Duration poll) {
    passDueBy = clock.instant().plus(poll).plus(LONGEST_PASS);
  }

  /** Begins what is due beside the caller, who never waits. */
  synchronized void beat() {
    Instant now = clock.instant();
    if (!now.isBefore(passDueBy)) {
      return;
    }
    if (Age.of(leadership.steppedAt(), now).reached(EVERY) && !isUnderWay(renewing)) {
      renewing = background.read("lease", leadership::step);
    }
    boolean looks = Age.of(lookedAt, now).reached(EVERY) && !isUnderWay(looking);
    if (looks && leadership.mayAct()) {
      lookedAt = now;
      looking = background.read("state", this::look);
    }
  }

  private boolean look() {
    keeper.look(leadership::mayAct);
    return true;
  }

  private static boolean isUnderWay(@Nullable Pending<?> call) {
    return call != null && call.result().isEmpty();
  }
}
