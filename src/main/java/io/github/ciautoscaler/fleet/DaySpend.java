package io.github.ciautoscaler.fleet;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the hours that began today cost, also of servers that are gone since. An estimate, net, in
 * the account's currency.
 *
 * @param day its midnight, UTC
 * @param gone what servers cost today that are gone
 * @param present by server id, what each cost today that was there last
 */
public record DaySpend(Instant day, BigDecimal gone, Map<Long, BigDecimal> present) {

  public static final DaySpend NONE = new DaySpend(Instant.EPOCH, BigDecimal.ZERO, Map.of());

  public DaySpend {
    present = Map.copyOf(present);
  }

  /**
   * The same after one more look. A server without a known price keeps what it cost before.
   *
   * @param servers all of ours: one that is missing here is gone
   */
  public DaySpend after(List<Server> servers, Optional<PriceList> prices, Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    DaySpend before = day.equals(today) ? this : new DaySpend(today, BigDecimal.ZERO, Map.of());
    Map<Long, BigDecimal> next = new HashMap<>();
    for (Server server : servers) {
      BigDecimal last = before.present.getOrDefault(server.id(), BigDecimal.ZERO);
      next.put(server.id(), before.cost(server, prices, now).orElse(last));
    }
    BigDecimal left = before.gone;
    for (Map.Entry<Long, BigDecimal> one : before.present.entrySet()) {
      left = next.containsKey(one.getKey()) ? left : left.add(one.getValue());
    }
    return new DaySpend(today, left, next);
  }

  private Optional<BigDecimal> cost(Server server, Optional<PriceList> prices, Instant now) {
    return prices
        .flatMap(list -> list.perHour(server))
        .map(price -> price.multiply(BigDecimal.valueOf(hours(server, now))));
  }

  /** Those that began today. */
  private long hours(Server server, Instant now) {
    long before =
        server.created().isBefore(day) ? BillingHour.startedHours(server.created(), day) : 0;
    return BillingHour.startedHours(server.created(), now) - before;
  }

  public BigDecimal total() {
    return present.values().stream().reduce(gone, BigDecimal::add);
  }
}
