package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pool;
import java.util.Set;

/**
 * One machine that is asked for.
 *
 * @param labels what the waiting job asks for; empty for an operator's wish
 * @param isProbe whether its runner is to show if the pool has these labels at all
 */
record Launch(Pool pool, Set<String> labels, boolean isProbe) {

  Launch {
    labels = Set.copyOf(labels);
  }
}
