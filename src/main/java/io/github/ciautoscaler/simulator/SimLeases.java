package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.reconcile.LeaseStore;
import io.github.ciautoscaler.reconcile.Outcome;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The Lease in the world's cluster. */
public final class SimLeases implements LeaseStore {

  private static final String KIND = "Lease";
  private static final String NAMESPACE = "ci-autoscaler";
  private static final String NAME = "gitea-ci-autoscaler";

  private final ClusterWorld cluster;
  private final Calls calls;
  private final BooleanSupplier unreachable;

  /**
   * @param unreachable whether this one object does not answer its process now
   */
  SimLeases(Calls calls, BooleanSupplier unreachable) {
    this.cluster = calls.world().cluster();
    this.calls = calls;
    this.unreachable = unreachable;
  }

  /** Who holds it, whoever asks; empty while nobody does. */
  static String holder(World world) {
    return world
        .cluster()
        .objects()
        .find(KIND, NAMESPACE, NAME)
        .map(stored -> ((Lease) stored.content()).holder())
        .orElse("");
  }

  /** Rises with every renewal; 0 while there is no Lease. */
  static long version(World world) {
    return world
        .cluster()
        .objects()
        .find(KIND, NAMESPACE, NAME)
        .map(KubeObjects.Stored::version)
        .orElse(0L);
  }

  @Override
  public Reading<Optional<Lease>> read() {
    if (!cluster.permissions().contains(Permission.LEASES)) {
      return calls.failed(Trouble.FORBIDDEN);
    }
    if (unreachable.getAsBoolean()) {
      return calls.failed(Trouble.TIMED_OUT);
    }
    Reading<Optional<Lease>> reading =
        calls.read(() ->
            cluster
                .objects()
                .find(KIND, NAMESPACE, NAME)
                .map(stored -> versioned((Lease) stored.content(), stored.version())));
    // That Leases may not be used is the permission's word, never an accident's.
    return reading instanceof Reading.Failed<Optional<Lease>> failed
            && failed.trouble() == Trouble.FORBIDDEN
        ? calls.failed(Trouble.UNREACHABLE)
        : reading;
  }

  private static Lease versioned(Lease lease, long version) {
    return lease.versioned(Long.toString(version));
  }

  @Override
  public Outcome write(Lease lease) {
    if (!cluster.permissions().contains(Permission.LEASES)) {
      return new Outcome.Forbidden("leases");
    }
    if (unreachable.getAsBoolean()) {
      return new Outcome.Unknown("simulated time-out, nothing happened");
    }
    Outcome outcome = calls.write(() -> write(lease, lease.version()));
    calls.mayStandStill();
    return outcome;
  }

  private Outcome write(Lease lease, @Nullable String version) {
    WriteAnswer answer =
        version == null
            ? cluster.objects().create(KIND, NAMESPACE, NAME, lease)
            : cluster.objects().replace(KIND, NAMESPACE, NAME, lease, Long.valueOf(version));
    return answer == WriteAnswer.DONE
        ? new Outcome.Done()
        : new Outcome.Transient("another was faster");
  }
}
