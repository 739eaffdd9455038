package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Server;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one server costs, net, its IPv4 address included; null where its price is not known.
 *
 * @param soFar for every hour that was started
 * @param paidUntil the end of the hour that is being paid
 * @param removableFrom when its termination may begin, or began; null where it has no such time
 */
public record Bill(
    @Nullable String currency,
    @Nullable BigDecimal perHour,
    @Nullable BigDecimal soFar,
    Instant paidUntil,
    @Nullable Instant removableFrom) {

  static Bill of(
      Server server, Optional<PriceList> prices, Instant now, @Nullable Instant removableFrom) {
    BigDecimal perHour = prices.flatMap(list -> list.perHour(server)).orElse(null);
    BigDecimal hours = BigDecimal.valueOf(BillingHour.startedHours(server.created(), now));
    return new Bill(
        perHour == null ? null : prices.map(PriceList::currency).orElse(null),
        perHour,
        perHour == null ? null : perHour.multiply(hours),
        BillingHour.paidUntil(server.created(), now),
        removableFrom);
  }
}
