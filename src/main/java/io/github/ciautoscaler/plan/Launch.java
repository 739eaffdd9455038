package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One machine that is asked for.
 *
 * @param labels what the waiting job asks for; empty for an operator's wish
 * @param isProbe whether its runner is to show if the pool has these labels at all
 * @param only the one of the pool's offerings that it may be; null: whichever comes first
 */
record Launch(Pool pool, Set<String> labels, boolean isProbe, @Nullable Offering only) {

  Launch {
    labels = Set.copyOf(labels);
  }

  Launch(Pool pool, Set<String> labels, boolean isProbe) {
    this(pool, labels, isProbe, null);
  }

  /** Which it would be; null where every one that it may be is skipped. */
  @Nullable Offering offering(CoolDowns coolDowns) {
    return only == null ? coolDowns.firstFree(pool) : coolDowns.isFree(only) ? only : null;
  }
}
