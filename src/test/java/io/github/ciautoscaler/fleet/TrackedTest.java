package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a source still says after it failed. */
class TrackedTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Tracked<List<String>> COMPLETE = Tracked.complete(List.of("a", "b"), NOON);
  private static final Reading<List<String>> FAILED =
      new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", NOON.plusSeconds(5));
  private static final Reading<List<String>> PARTIAL =
      new Reading.Partial<>(List.of("a"), NOON.plusSeconds(5), "page 2 failed");

  @Test
  void a_complete_reading_is_fresh_up_to_its_limit_and_no_longer() {
    assertThat(COMPLETE.fresh(NOON.plus(LIMIT), LIMIT)).isPresent();
    assertThat(COMPLETE.fresh(NOON.plus(LIMIT).plusMillis(1), LIMIT)).isEmpty();
  }

  @Test
  void what_was_known_stays_known_and_is_not_fresh_once_a_reading_failed() {
    Tracked<List<String>> after = COMPLETE.then(FAILED);

    assertThat(after.known()).contains(List.of("a", "b"));
    assertThat(after.fresh(NOON.plusSeconds(5), LIMIT)).isEmpty();
    assertThat(after.seen(NOON.plusSeconds(5), LIMIT)).isEmpty();
    assertThat(after.latest()).isEqualTo(FAILED);
  }

  @Test
  void a_part_is_seen_and_is_neither_known_nor_fresh() {
    Tracked<List<String>> after = COMPLETE.then(PARTIAL);

    assertThat(after.known()).contains(List.of("a", "b"));
    assertThat(after.fresh(NOON.plusSeconds(5), LIMIT)).isEmpty();
    assertThat(after.seen(NOON.plusSeconds(5), LIMIT)).contains(List.of("a"));
    assertThat(after.seen(NOON.plusSeconds(36), LIMIT)).isEmpty();
  }

  @Test
  void nothing_is_known_before_the_first_answer() {
    assertThat(Tracked.never().wasAsked()).isFalse();
    assertThat(Tracked.<List<String>>never().then(FAILED).known()).isEmpty();
    assertThat(Tracked.<List<String>>never().then(PARTIAL).known()).isEmpty();
  }
}
