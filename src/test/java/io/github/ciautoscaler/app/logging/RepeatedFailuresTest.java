package io.github.ciautoscaler.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.report.Streak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void theFirstSecondFourthAndEighthAreSaid() {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RepeatedFailures.failed(new Streak(START, i + 1), "Gitea is away", START.plusSeconds(10 * i))
          .ifPresent(said::add);
    }

    assertThat(said)
        .containsExactly(
            "Gitea is away",
            "Gitea is away (2 failures in 10s)",
            "Gitea is away (4 failures in 30s)",
            "Gitea is away (8 failures in 1m)");
  }

  @Test
  void theEndIsSaidWithHowLongAndHowOften() {
    assertThat(RepeatedFailures.recovered(new Streak(START, 42), START.plus(Duration.ofMinutes(3))))
        .isEqualTo("recovered after 3m (42 failures)");
    assertThat(
            RepeatedFailures.recovered(new Streak(START, 1), START.plus(Duration.ofMinutes(125))))
        .isEqualTo("recovered after 2h5m (1 failure)");
  }
}
