package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ManagedNode;
import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Runner;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which labels a pool's machines will have: as the owner says, else as its registered runners show,
 * else the seed's rule.
 */
final class Offers {

  private static final String SEED_LABEL = "linux";

  private final Map<String, Set<String>> shown;

  Offers(Notes notes) {
    this.shown = notes.shownLabels();
  }

  boolean covers(Pool pool, Set<String> wanted) {
    Set<String> offered = of(pool);
    return offered == null ? wanted.contains(SEED_LABEL) : offered.containsAll(wanted);
  }

  private @Nullable Set<String> of(Pool pool) {
    return pool.offers() != null ? pool.offers() : shown.get(pool.name());
  }

  /** What the runners of each pool show now, on top of what was shown before. */
  static Map<String, Set<String>> shownBy(FleetState fleet) {
    Map<String, Set<String>> shown = new HashMap<>(fleet.seen().notes().shownLabels());
    for (ManagedNode machine : fleet.machines()) {
      for (Runner runner : machine.runners()) {
        if (runner.online() && !runner.labels().isEmpty()) {
          shown.put(machine.pool(), runner.labels());
        }
      }
    }
    return shown;
  }
}
