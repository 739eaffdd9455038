package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({"59999, false, false", "60000, true, false", "60001, true, true"})
  void an_age_is_reached_at_its_end_and_exceeded_after_it(
      long millis, boolean reached, boolean exceeded) {
    Age age = Age.of(NOON.minusMillis(millis), NOON);

    assertThat(age.reached(MINUTE)).isEqualTo(reached);
    assertThat(age.exceeds(MINUTE)).isEqualTo(exceeded);
  }

  @Test
  void what_is_not_so_reaches_no_age() {
    assertThat(Age.of(null, NOON).reached(Duration.ZERO)).isFalse();
    assertThat(Age.of(null, NOON).exceeds(Duration.ZERO)).isFalse();
  }
}
