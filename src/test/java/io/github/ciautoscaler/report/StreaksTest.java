package io.github.ciautoscaler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreaksTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private final Streaks streaks = new Streaks();

  @Test
  void failures_in_a_row_are_counted_from_the_first() {
    streaks.failed("gitea", START);

    assertThat(streaks.failed("gitea", START.plusSeconds(10))).isEqualTo(new Streak(START, 2));
  }

  @Test
  void a_success_ends_them_and_the_next_failure_is_the_first_again() {
    streaks.failed("gitea", START);

    assertThat(streaks.succeeded("gitea")).isEqualTo(new Streak(START, 1));
    assertThat(streaks.succeeded("gitea")).isNull();
    assertThat(streaks.failed("gitea", START.plusSeconds(5)).count()).isEqualTo(1);
  }

  @Test
  void one_thing_does_not_hide_another() {
    streaks.failed("gitea", START);
    streaks.failed("gitea", START);

    assertThat(streaks.failed("hetzner", START).count()).isEqualTo(1);
    assertThat(streaks.succeeded("hetzner")).isEqualTo(new Streak(START, 1));
    assertThat(streaks.failed("gitea", START).count()).isEqualTo(3);
  }

  @Test
  void only_so_many_are_remembered() {
    for (int i = 0; i <= Streaks.REMEMBERED; i++) {
      streaks.failed("machine-" + i, START);
    }

    assertThat(streaks.succeeded("machine-0")).isNull();
    assertThat(streaks.succeeded("machine-1")).isNotNull();
  }
}
