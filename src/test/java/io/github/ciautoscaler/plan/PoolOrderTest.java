package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.StoredState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of several pools that fit a job comes first. */
class PoolOrderTest {

  private static final Set<String> LINUX = Set.of("linux");
  private static final Offering DEAR = new Offering("ccx33", "nbg1");
  private static final Offering CHEAP = new Offering("cax11", "nbg1");
  private static final Pool FIRST = Pools.of("first", 5, LINUX, DEAR);
  private static final Pool SECOND = Pools.of("second", 5, LINUX, CHEAP);
  private static final Pool SPECIAL = Pools.of("special", 5, Set.of("linux", "gpu"), CHEAP);
  private static final Map<Offering, BigDecimal> KNOWN =
      Map.of(DEAR, new BigDecimal("0.10"), CHEAP, new BigDecimal("0.04"));

  @Test
  void without_prices_and_priorities_the_first_in_the_file() {
    assertThat(order(Map.of(), FIRST, SECOND)).containsExactly("first", "second");
  }

  @Test
  void the_fewest_labels_beside_come_before_the_priority() {
    assertThat(order(KNOWN, Pools.chosen(SPECIAL, 9), FIRST)).containsExactly("first", "special");
  }

  @Test
  void the_highest_priority_comes_before_the_price() {
    assertThat(order(KNOWN, SECOND, Pools.chosen(FIRST, 1))).containsExactly("first", "second");
    assertThat(order(KNOWN, Pools.chosen(SECOND, -1), FIRST)).containsExactly("first", "second");
  }

  @Test
  void the_cheaper_slot_comes_first_and_not_the_cheaper_machine() {
    assertThat(order(KNOWN, FIRST, SECOND)).containsExactly("second", "first");
    assertThat(order(KNOWN, SECOND, Pools.withSlots(FIRST, 4))).containsExactly("first", "second");
  }

  @Test
  void a_price_that_is_not_known_comes_last() {
    assertThat(order(Map.of(CHEAP, new BigDecimal("0.04")), FIRST, SECOND))
        .containsExactly("second", "first");
  }

  private static List<String> order(Map<Offering, BigDecimal> prices, Pool... pools) {
    PriceList list = new PriceList("EUR", prices, Map.of("nbg1", BigDecimal.ZERO));
    Offers offers = new Offers(StoredState.EMPTY, Optional.of(list));
    return offers.poolsFor(LINUX, List.of(pools)).stream().map(Pool::name).toList();
  }
}
