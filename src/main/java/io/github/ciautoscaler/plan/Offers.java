package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StoredState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which labels a pool's machines will have: as the owner says, else as its registered runners show,
 * else {@code linux} alone.
 */
final class Offers {

  static final String ORIGINAL_LABEL = Pool.USUAL_LABEL;

  private final Map<String, Set<Set<String>>> shown;
  private final Optional<PriceList> prices;

  Offers(StoredState stored, Optional<PriceList> prices) {
    this.shown = stored.runners().shownLabels();
    this.prices = prices;
  }

  boolean covers(Pool pool, Set<String> wanted) {
    if (!pool.demand().jobs()) {
      return false;
    }
    if (pool.labels() != null) {
      return pool.labels().containsAll(wanted);
    }
    Set<Set<String>> offered = shown.get(pool.name());
    if (offered == null) {
      return wanted.isEmpty() || wanted.equals(Set.of(ORIGINAL_LABEL));
    }
    return offered.stream().anyMatch(labels -> labels.containsAll(wanted));
  }

  /**
   * The pools that cover these labels: first those that have the least beside them, then as the
   * owner says, then those whose slots cost least, as far as prices are known.
   */
  List<Pool> poolsFor(Set<String> wanted, List<Pool> pools) {
    return pools.stream()
        .filter(pool -> covers(pool, wanted))
        .sorted(
            Comparator.comparingInt((Pool pool) -> fewestLabels(pool, wanted))
                .thenComparing(Comparator.comparingLong(Pool::priority).reversed())
                .thenComparing(this::perSlot, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  /** Of the offering that is tried first. */
  private @Nullable BigDecimal perSlot(Pool pool) {
    boolean withIpv4 = pool.template().access().publicIpv4();
    return pool.offerings().stream()
        .findFirst()
        .flatMap(first -> prices.flatMap(list -> list.perHour(first, withIpv4)))
        .map(price -> price.divide(BigDecimal.valueOf(pool.slots()), MathContext.DECIMAL64))
        .orElse(null);
  }

  private int fewestLabels(Pool pool, Set<String> wanted) {
    Set<Set<String>> offered =
        pool.labels() != null ? Set.of(pool.labels()) : shown.getOrDefault(pool.name(), Set.of());
    return offered.stream()
        .filter(labels -> labels.containsAll(wanted))
        .mapToInt(Set::size)
        .min()
        .orElse(wanted.size());
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
