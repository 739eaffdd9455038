package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When requests are saved, and when they are kept for deletes. */
class BudgetTest {

  @ParameterizedTest
  @CsvSource({
    "3600, false, false",
    "900, false, false",
    "899, true, false",
    "51, true, false",
    "50, true, true",
    "0, true, true"
  })
  void less_than_a_quarter_is_low_and_the_last_fifty_are_for_deletes(
      int remaining, boolean low, boolean reserved) {
    RateLimit budget = new RateLimit(3600, remaining);

    assertThat(budget.isLow()).isEqualTo(low);
    assertThat(budget.isReserved()).isEqualTo(reserved);
  }
}
