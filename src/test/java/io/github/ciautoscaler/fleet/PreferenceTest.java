package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of a pool's offerings is tried first. */
class PreferenceTest {

  private static final Pool.Times TIMES =
      new Pool.Times(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofMinutes(10));
  private static final Offering DEAR = new Offering("ccx33", "nbg1");
  private static final Offering CHEAP = new Offering("cx53", "hel1");
  private static final Offering UNKNOWN = new Offering("cx99", "nbg1");
  private static final Map<Offering, BigDecimal> PRICES =
      Map.of(DEAR, new BigDecimal("0.2219"), CHEAP, new BigDecimal("0.0473"));

  @Test
  void as_listed_prices_change_nothing() {
    assertThat(order(Preference.LISTED, PRICES, Map.of("nbg1", BigDecimal.ZERO)))
        .containsExactly(UNKNOWN, DEAR, CHEAP);
  }

  @Test
  void by_price_the_cheapest_comes_first_and_what_is_not_known_last() {
    Map<String, BigDecimal> addresses = Map.of("nbg1", BigDecimal.ZERO, "hel1", BigDecimal.ZERO);

    assertThat(order(Preference.PRICE, PRICES, addresses)).containsExactly(CHEAP, DEAR, UNKNOWN);
  }

  @Test
  void by_price_the_address_counts_too() {
    Map<String, BigDecimal> addresses = Map.of("nbg1", BigDecimal.ZERO, "hel1", BigDecimal.ONE);

    assertThat(order(Preference.PRICE, PRICES, addresses)).containsExactly(DEAR, CHEAP, UNKNOWN);
  }

  @Test
  void of_the_same_price_the_first_in_the_list_comes_first() {
    Map<Offering, BigDecimal> same =
        Map.of(DEAR, BigDecimal.ONE, CHEAP, new BigDecimal("1.000"), UNKNOWN, BigDecimal.ONE);

    assertThat(
            order(Preference.PRICE, same, Map.of("nbg1", BigDecimal.ZERO, "hel1", BigDecimal.ZERO)))
        .containsExactly(UNKNOWN, DEAR, CHEAP);
  }

  @Test
  void while_no_price_is_known_the_list_holds() {
    assertThat(pool(Preference.PRICE).at(Instant.EPOCH, TIMES, Optional.empty()).offerings())
        .containsExactly(UNKNOWN, DEAR, CHEAP);
  }

  private static List<Offering> order(
      Preference preference, Map<Offering, BigDecimal> prices, Map<String, BigDecimal> addresses) {
    return pool(preference)
        .at(Instant.EPOCH, TIMES, Optional.of(new PriceList("EUR", prices, addresses)))
        .offerings();
  }

  private static Pool pool(Preference preference) {
    MachineTemplate template =
        new MachineTemplate(
            List.of(UNKNOWN, DEAR, CHEAP),
            new Image.Named("ubuntu-24.04"),
            ServerAccess.PUBLIC,
            Pools.K3S,
            new MachineTemplate.Options(preference, Map.of(), Labels.NAME_PREFIX, null, null));
    return new Pool("a", template, Pool.Offer.ofOne(null), Pool.Limits.atMost(1), null);
  }
}
