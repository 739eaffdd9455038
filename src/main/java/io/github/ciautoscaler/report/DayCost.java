package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Server;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up the hours that began today, also of servers that are gone since. */
final class DayCost {

  private Instant midnight = Instant.MIN;
  private BigDecimal gone = BigDecimal.ZERO;
  private Map<Long, BigDecimal> present = Map.of();

  /** Null while one price is unknown. */
  @Nullable BigDecimal today(List<Server> servers, Optional<PriceList> prices, Instant now) {
    beginDay(now.truncatedTo(ChronoUnit.DAYS));
    Map<Long, BigDecimal> next = new HashMap<>();
    boolean known = true;
    for (Server server : servers) {
      Optional<BigDecimal> price = prices.flatMap(list -> list.perHour(server));
      known &= price.isPresent();
      BigDecimal last = present.getOrDefault(server.id(), BigDecimal.ZERO);
      next.put(server.id(), price.map(one -> one.multiply(hours(server, now))).orElse(last));
    }
    present.forEach((id, cost) -> {
      if (!next.containsKey(id)) {
        gone = gone.add(cost);
      }
    });
    present = next;
    return known ? next.values().stream().reduce(gone, BigDecimal::add) : null;
  }

  private void beginDay(Instant day) {
    if (!day.equals(midnight)) {
      midnight = day;
      gone = BigDecimal.ZERO;
      present = Map.of();
    }
  }

  private BigDecimal hours(Server server, Instant now) {
    long before =
        server.created().isBefore(midnight)
            ? BillingHour.startedHours(server.created(), midnight)
            : 0;
    return BigDecimal.valueOf(BillingHour.startedHours(server.created(), now) - before);
  }
}
