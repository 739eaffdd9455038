package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** There are never more sessions than are kept, and none says what it knows. */
class SessionsTest {

  private final Sessions sessions = new Sessions(() -> NOW);

  @Test
  void the_one_that_was_used_longest_ago_makes_room() {
    String first = sessions.open(Token.of("operator"), "alice");
    String second = sessions.open(Token.of("operator"), "bob");
    IntStream.range(2, Sessions.MOST).forEach(i -> sessions.open(Token.of("operator"), ""));
    assertThat(sessions.find(first)).isPresent();

    sessions.open(Token.of("operator"), "carol");

    assertThat(sessions.find(first)).isPresent();
    assertThat(sessions.find(second)).isEmpty();
  }

  @Test
  void the_address_that_tried_first_is_forgotten_where_there_are_too_many() {
    Tries tries = new Tries(() -> NOW);
    for (int i = 0; i < Tries.MOST; i++) {
      tries.failed("192.0.2.1");
    }
    assertThat(tries.mayTry("192.0.2.1")).isFalse();

    IntStream.range(0, 1_000).forEach(i -> tries.failed("2001:db8::" + i));

    assertThat(tries.mayTry("192.0.2.1")).isTrue();
  }

  @Test
  void a_seat_does_not_say_what_its_forms_must_send() {
    assertThat(new Seat(Seat.Role.OPERATOR, "alice", "unguessable").toString())
        .isEqualTo("Seat[operator alice]");
  }
}
