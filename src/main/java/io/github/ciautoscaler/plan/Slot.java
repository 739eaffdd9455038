package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pool;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Room for one job. A runner's labels are known; a machine on its way has its pool's. */
final class Slot {
  final Capacity.Kind kind;
  final String name;

  /** Empty of a permanent runner, which serves all. */
  final String poolName;

  final long runnerId;
  final @Nullable Set<String> labels;
  final @Nullable Pool pool;
  boolean taken;

  Slot(Capacity.Kind kind, String name, String pool, long runnerId, Set<String> labels) {
    this.kind = kind;
    this.name = name;
    this.poolName = pool;
    this.runnerId = runnerId;
    this.labels = labels;
    this.pool = null;
  }

  Slot(Capacity.Kind kind, String name, Pool pool) {
    this.kind = kind;
    this.name = name;
    this.poolName = pool.name();
    this.runnerId = 0;
    this.labels = null;
    this.pool = pool;
  }

  /** How many labels its runner has; a machine on its way has none yet. */
  int spareLabels() {
    return labels == null ? 0 : labels.size();
  }

  /** Whether the same jobs fit both, whatever runners were seen to leave queued. */
  boolean isLike(Slot other) {
    return runnerId == other.runnerId && pool == other.pool && Objects.equals(labels, other.labels);
  }
}
