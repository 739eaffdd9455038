package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a source says while its call runs, once it came late, and after it failed. */
class SourceTest {

  private static final Duration ALWAYS = Duration.ZERO;
  private static final Duration SELDOM = Duration.ofMinutes(10);

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private Reading<String> answer = new Reading.Complete<>("one", now);
  private final Waiting background = new Waiting();
  private final Source<String> source =
      new Source<>("test", () -> answer, background, SharedClock.right(() -> now));

  @Test
  void a_call_that_still_runs_makes_it_not_fresh_and_what_it_said_stays_known() {
    pass(ALWAYS, true);
    pass(ALWAYS, false);

    assertThat(source.tracked().fresh(now, SELDOM)).isEmpty();
    assertThat(source.tracked().known()).contains("one");
  }

  @Test
  void an_answer_that_was_asked_for_before_the_clock_was_set_back_is_no_younger_for_that() {
    pass(ALWAYS, false);
    source.moveBy(Duration.ofSeconds(-20));
    background.answer();
    source.take();

    assertThat(source.tracked().fresh(now, Duration.ofSeconds(19))).isEmpty();
    assertThat(source.tracked().fresh(now, Duration.ofSeconds(21))).isPresent();
  }

  @Test
  void an_answer_that_comes_late_serves_the_pass_after_and_no_second_call_was_begun() {
    pass(ALWAYS, false);
    pass(ALWAYS, false);
    background.answer();
    source.take();

    assertThat(background.begun).isEqualTo(1);
    assertThat(source.tracked().fresh(now, SELDOM)).isPresent();
  }

  @Test
  void what_kept_a_pass_waiting_in_vain_is_not_waited_for_again_until_it_answered() {
    source.begin(ALWAYS);
    assertThat(waitedFor()).isEqualTo(1);
    source.take();
    source.begin(ALWAYS);
    assertThat(waitedFor()).isZero();

    background.answer();
    source.take();
    source.begin(ALWAYS);
    assertThat(waitedFor()).isEqualTo(1);
  }

  @Test
  void what_is_asked_seldom_is_asked_again_after_half_a_minute_once_it_failed() {
    answer = new Reading.Failed<>(Reading.Trouble.UNREACHABLE, "reset", now);
    pass(SELDOM, true);
    now = now.plusSeconds(29);
    pass(SELDOM, true);
    assertThat(background.begun).isEqualTo(1);

    now = now.plusSeconds(1);
    answer = new Reading.Complete<>("two", now);
    pass(SELDOM, true);
    assertThat(background.begun).isEqualTo(2);

    now = now.plus(SELDOM).minusSeconds(1);
    pass(SELDOM, true);
    assertThat(background.begun).isEqualTo(2);
  }

  private int waitedFor() {
    List<Background.Pending<?>> pending = new ArrayList<>();
    source.addPending(pending);
    return pending.size();
  }

  private void pass(Duration every, boolean answers) {
    source.begin(every);
    if (answers) {
      background.answer();
    }
    source.take();
  }
}
