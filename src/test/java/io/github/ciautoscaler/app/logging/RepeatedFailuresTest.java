package io.github.ciautoscaler.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private final RepeatedFailures failures = new RepeatedFailures();

  @Test
  void theFirstSecondFourthAndEighthAreSaid() {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      failures.failed("gitea", "Gitea is away", START.plusSeconds(10 * i)).ifPresent(said::add);
    }

    assertThat(said)
        .containsExactly(
            "Gitea is away",
            "Gitea is away (2 failures in 10s)",
            "Gitea is away (4 failures in 30s)",
            "Gitea is away (8 failures in 1m)");
  }

  @Test
  void theEndIsSaidOnceWithHowLongAndHowOften() {
    for (int i = 0; i < 42; i++) {
      failures.failed("gitea", "Gitea is away", START);
    }

    assertThat(failures.succeeded("gitea", START.plus(Duration.ofMinutes(3))))
        .contains("recovered after 3m (42 failures)");
    assertThat(failures.succeeded("gitea", START)).isEmpty();
    assertThat(failures.failed("gitea", "Gitea is away", START)).contains("Gitea is away");
  }

  @Test
  void oneKindDoesNotHideAnother() {
    failures.failed("gitea", "Gitea is away", START);
    failures.failed("gitea", "Gitea is away", START);

    assertThat(failures.failed("hetzner", "Hetzner is away", START)).contains("Hetzner is away");
    assertThat(failures.succeeded("hetzner", START.plus(Duration.ofMinutes(125))))
        .contains("recovered after 2h5m (1 failure)");
  }

  @Test
  void successWithoutAFailureIsNotWorthALine() {
    assertThat(failures.succeeded("gitea", START)).isEmpty();
  }
}
