package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Lease as the API server keeps it: replaced only by version. */
final class OneLease implements LeaseStore {
  private @Nullable Lease lease;
  private @Nullable Lease before;
  private int version;
  boolean reachable = true;
  boolean forbidden;
  boolean staleReads;
  boolean losesWrites;
  int reads;
  Runnable beforeAnswer = () -> {};

  /** Somebody deleted it. */
  void delete() {
    lease = null;
  }

  @Override
  public Reading<Optional<Lease>> read() {
    reads++;
    beforeAnswer.run();
    if (forbidden) {
      return new Reading.Failed<>(Reading.Trouble.FORBIDDEN, "no leases", Instant.EPOCH);
    }
    if (!reachable) {
      return new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", Instant.EPOCH);
    }
    return new Reading.Complete<>(
        Optional.ofNullable(staleReads && before != null ? before : lease), Instant.EPOCH);
  }

  @Override
  public Outcome write(Lease next) {
    if (!reachable || losesWrites) {
      return new Outcome.Unknown("no answer");
    }
    String current = lease == null ? null : lease.version();
    if (!Objects.equals(next.version(), current)) {
      return new Outcome.Transient("the object has been modified");
    }
    before = lease;
    lease = next.versioned(String.valueOf(++version));
    return new Outcome.Done();
  }
}
