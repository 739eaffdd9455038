package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was there when a list was last read completely. */
class LastSeenTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Tracked<List<String>> WHOLE = Tracked.complete(List.of("a", "b"), NOON);

  @Test
  void it_holds_the_last_complete_list_whatever_was_read_since() {
    Reading<List<String>> partial = new Reading.Partial<>(List.of("c"), NOON.plusSeconds(5), "");

    assertThat(LastSeen.of(WHOLE.then(partial))).containsExactly("a", "b");
    assertThat(LastSeen.of(WHOLE.then(partial)).anyMatch("a"::equals)).isTrue();
  }

  @Test
  void before_the_first_complete_list_it_shows_nothing() {
    assertThat(LastSeen.of(Tracked.<List<String>>never())).isEmpty();
    assertThat(LastSeen.of(Tracked.<List<String>>never()).anyMatch("a"::equals)).isFalse();
  }
}
