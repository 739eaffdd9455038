package io.github.ciautoscaler.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an answer's Date tells, and when it tells nothing. */
class DateHeaderTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private Instant now = NOW;
  private final DateHeader date = new DateHeader(() -> now);

  @Test
  void a_quick_answer_tells_its_servers_time() {
    Instant sent = date.now();
    now = NOW.plusMillis(300);
    date.heard("Mon, 23 Nov 2026 12:01:30 GMT", sent);

    assertThat(date.latest())
        .isEqualTo(new DateHeader.Told(Instant.parse("2026-11-23T12:01:30Z"), now));
  }

  @Test
  void a_slow_answer_tells_nothing_for_it_may_have_been_long_on_its_way() {
    Instant sent = date.now();
    now = NOW.plusSeconds(3);
    date.heard("Mon, 23 Nov 2026 12:01:30 GMT", sent);

    assertThat(date.latest()).isNull();
  }

  @Test
  void what_is_no_date_tells_nothing() {
    date.heard("yesterday", NOW);
    date.heard(null, NOW);

    assertThat(date.latest()).isNull();
  }
}
