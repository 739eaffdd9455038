package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PriceList;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The price list as Hetzner sends it, the one place that says the account's currency. */
record PricingWire(@Nullable Pricing pricing) {

  record Pricing(
      @Nullable String currency,
      @Nullable List<Item> primaryIps,
      @Nullable List<Item> serverTypes) {}

  /** A server type has a name, a primary IP a type. */
  record Item(@Nullable String name, @Nullable String type, @Nullable List<Price> prices) {}

  /** Empty where no currency is said. */
  Optional<PriceList> toPriceList() {
    if (pricing == null || pricing.currency() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new PriceList(
            pricing.currency(), servers(pricing.serverTypes()), ipv4(pricing.primaryIps())));
  }

  private static Map<Offering, BigDecimal> servers(@Nullable List<Item> types) {
    Map<Offering, BigDecimal> result = new HashMap<>();
    for (Item type : types == null ? List.<Item>of() : types) {
      String name = type == null ? null : type.name();
      if (name != null) {
        Price.perHourNet(type.prices())
            .forEach((location, net) -> result.put(new Offering(name, location), net));
      }
    }
    return result;
  }

  private static Map<String, BigDecimal> ipv4(@Nullable List<Item> primaryIps) {
    for (Item ip : primaryIps == null ? List.<Item>of() : primaryIps) {
      if (ip != null && "ipv4".equals(ip.type())) {
        return Price.perHourNet(ip.prices());
      }
    }
    return Map.of();
  }
}
