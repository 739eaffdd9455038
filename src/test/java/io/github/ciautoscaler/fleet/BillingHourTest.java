package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every started hour is paid, from its first second on. */
class BillingHourTest {

  private static final Instant CREATED = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"-30, 1", "0, 1", "1, 1", "3599, 1", "3600, 2", "3601, 2", "7199, 2", "7200, 3"})
  void an_hour_begins_at_the_boundary_itself(long age, long hours) {
    Instant now = CREATED.plusSeconds(age);

    assertThat(BillingHour.startedHours(CREATED, now)).isEqualTo(hours);
    assertThat(BillingHour.paidUntil(CREATED, now)).isEqualTo(CREATED.plusSeconds(hours * 3600));
  }
}
