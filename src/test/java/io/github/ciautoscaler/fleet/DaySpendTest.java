package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a day costs, as the lists of servers show it. */
class DaySpendTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Offering SMALL = new Offering("cpx22", "fsn1");
  private static final Optional<PriceList> PRICES =
      Optional.of(new PriceList("EUR", Map.of(SMALL, new BigDecimal("0.02")), Map.of()));

  private static Server server(long id, Instant created) {
    return new Server(
        id,
        new Server.Metadata("ci-runner-" + id, Map.of()),
        "running",
        new Server.Paid(created, SMALL, false, null),
        Server.Addresses.NONE);
  }

  private static DaySpend look(DaySpend before, Instant now, Server... servers) {
    return before.after(List.of(servers), PRICES, now);
  }

  @Test
  void every_hour_that_began_is_paid() {
    Server one = server(1, NOON.minus(Duration.ofMinutes(61)));
    assertThat(look(DaySpend.NONE, NOON, one).total()).isEqualByComparingTo("0.04");
  }

  @Test
  void what_is_gone_stays_paid() {
    Server one = server(1, NOON.minus(Duration.ofMinutes(61)));
    Server two = server(2, NOON.minus(Duration.ofMinutes(5)));
    DaySpend both = look(DaySpend.NONE, NOON, one, two);
    DaySpend without = look(both, NOON.plusSeconds(5), two);
    assertThat(without.total()).isEqualByComparingTo("0.06");
    assertThat(without.gone()).isEqualByComparingTo("0.04");
    assertThat(look(without, NOON.plusSeconds(10), two)).isEqualTo(without);
  }

  @Test
  void an_hour_that_began_yesterday_is_yesterdays() {
    Instant midnight = Instant.parse("2026-11-24T00:00:00Z");
    Server one = server(1, midnight.minus(Duration.ofMinutes(30)));
    DaySpend yesterday = look(DaySpend.NONE, midnight.minusSeconds(5), one);
    assertThat(yesterday.total()).isEqualByComparingTo("0.02");
    assertThat(look(yesterday, midnight.plusSeconds(5), one).total()).isEqualByComparingTo("0");
    assertThat(look(yesterday, midnight.plus(Duration.ofMinutes(31)), one).total())
        .isEqualByComparingTo("0.02");
  }

  @Test
  void without_a_price_a_server_keeps_what_it_cost() {
    Server one = server(1, NOON.minus(Duration.ofMinutes(5)));
    DaySpend before = look(DaySpend.NONE, NOON, one);
    assertThat(before.after(List.of(one), Optional.empty(), NOON.plus(Duration.ofHours(2))))
        .isEqualTo(before);
  }
}
