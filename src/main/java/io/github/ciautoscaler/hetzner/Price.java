package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What something costs at one location, as Hetzner sends it: decimal strings. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Price(@Nullable String location, @Nullable Amount priceHourly) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Amount(@Nullable String net) {}

  /** Net hourly price by location; entries that cannot be read are left out. */
  static Map<String, BigDecimal> perHourNet(@Nullable List<Price> prices) {
    Map<String, BigDecimal> result = new HashMap<>();
    for (Price price : prices == null ? List.<Price>of() : prices) {
      BigDecimal net = price == null ? null : price.net();
      if (net != null && price.location() != null) {
        result.put(price.location(), net);
      }
    }
    return result;
  }

  private @Nullable BigDecimal net() {
    try {
      return priceHourly == null || priceHourly.net() == null
          ? null
          : new BigDecimal(priceHourly.net());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
