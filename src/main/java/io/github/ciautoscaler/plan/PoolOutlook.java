package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pool;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the launching of one pool after a pass.
 *
 * @param wanted queued jobs that fit this pool best and have no slot, neither there nor coming
 * @param bootBackOffUntil until when it waits after failed boots; null where it does not
 * @param against why no machine of it may be launched now; null where one may be
 * @param pods null where it serves none, or they are not known
 */
public record PoolOutlook(
    Pool pool,
    int wanted,
    @Nullable Instant bootBackOffUntil,
    @Nullable Reason against,
    @Nullable PodsWaiting pods) {

  /** Of a pool for jobs alone. */
  public PoolOutlook(
      Pool pool, int wanted, @Nullable Instant bootBackOffUntil, @Nullable Reason against) {
    this(pool, wanted, bootBackOffUntil, against, null);
  }
}
