package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Runner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which labels a pool's machines will have: as the owner says, else as its registered runners show,
 * else {@code linux} alone.
 */
final class Offers {

  static final String ORIGINAL_LABEL = "linux";

  private final Map<String, Set<Set<String>>> shown;

  Offers(Notes notes) {
    this.shown = notes.shownLabels();
  }

  boolean covers(Pool pool, Set<String> wanted) {
    if (pool.offers() != null) {
      return pool.offers().containsAll(wanted);
    }
    Set<Set<String>> offered = shown.get(pool.name());
    if (offered == null) {
      return wanted.isEmpty() || wanted.equals(Set.of(ORIGINAL_LABEL));
    }
    return offered.stream().anyMatch(labels -> labels.containsAll(wanted));
  }

  /** By pool, the label sets that its machines' runners show: several on a machine may differ. */
  static Map<String, Set<Set<String>>> shownNow(FleetState fleet) {
    Map<String, Set<Set<String>>> shown = new HashMap<>();
    for (Machine machine : fleet.machines()) {
      for (Runner runner : machine.runners()) {
        if (!runner.labels().isEmpty()) {
          shown.computeIfAbsent(machine.pool(), pool -> new HashSet<>(2)).add(runner.labels());
        }
      }
    }
    return shown;
  }
}
