package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.WorkConditions.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What proves that a running job is not on a runner, where the forge does not say where it is. */
class WorkConditionsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Job JOB = Jobs.running(1, Set.of("linux"), null);

  private @Nullable RunnerWatch watch;
  private Instant at = NOON;

  @Test
  void a_runner_that_is_idle_in_every_look_of_ninety_seconds_does_not_have_it() {
    looks(Word.IDLE, 17, 5);
    assertThat(isElsewhere(NOON, null)).as("after 80 s").isFalse();

    looks(Word.IDLE, 2, 5);
    assertThat(isElsewhere(NOON, null)).as("after 90 s").isTrue();
    assertThat(isElsewhere(NOON.plusSeconds(5), null)).as("it began later").isFalse();
  }

  @Test
  void one_that_is_active_or_offline_in_between_rests_anew() {
    for (Word word : new Word[] {Word.ACTIVE, Word.OFFLINE}) {
      watch = null;
      looks(Word.IDLE, 18, 5);
      looks(word, 1, 5);
      looks(Word.IDLE, 18, 5);
      assertThat(isElsewhere(NOON, null)).as(word + "").isFalse();
    }
  }

  @Test
  void one_that_nobody_looked_at_for_more_than_a_report_shows_rests_anew() {
    looks(Word.IDLE, 18, 5);
    looks(Word.IDLE, 1, 16);
    assertThat(isElsewhere(NOON, null)).isFalse();

    watch = null;
    looks(Word.IDLE, 8, 15);
    assertThat(isElsewhere(NOON, null)).isTrue();
  }

  @Test
  void one_that_a_list_from_a_minute_after_its_beginning_lacked_came_later() {
    at = NOON.plusSeconds(65);
    watch = RunnerWatch.first(Word.ACTIVE.row(), NOON.plusSeconds(60), at);
    assertThat(isElsewhere(NOON, null)).isTrue();
    assertThat(isElsewhere(NOON.plusSeconds(1), null)).isFalse();
  }

  @Test
  void one_that_came_a_moment_ago_and_never_spoke_has_none() {
    watch = RunnerWatch.first(Word.OFFLINE.row(), NOON.minusSeconds(5), NOON);
    assertThat(isElsewhere(NOON, null)).isTrue();

    watch = RunnerWatch.first(Word.OFFLINE.row(), null, NOON);
    assertThat(isElsewhere(NOON, null)).as("it may have spoken before the start").isFalse();
  }

  @Test
  void one_that_was_offline_before_the_job_was_seen_does_not_have_it() {
    looks(Word.OFFLINE, 20, 5);
    Instant began = NOON.plusSeconds(50);
    assertThat(isElsewhere(began, NOON.plusSeconds(45))).isTrue();
    assertThat(isElsewhere(began, NOON.minusSeconds(1))).as("it may have begun before").isFalse();
    assertThat(isElsewhere(began, null)).as("nobody knows when it began").isFalse();
    assertThat(isElsewhere(at.minusSeconds(14), NOON.plusSeconds(45)))
        .as("the answers may have crossed")
        .isFalse();
  }

  @Test
  void one_that_is_offline_for_half_an_hour_has_none_any_more() {
    looks(Word.OFFLINE, 30 * 12, 5);
    assertThat(isElsewhere(NOON, null)).isFalse();

    looks(Word.OFFLINE, 1, 5);
    assertThat(isElsewhere(NOON, null)).isTrue();

    looks(Word.OFFLINE, 1, 46);
    assertThat(isElsewhere(NOON, null)).as("it may have been back").isFalse();
  }

  @Test
  void a_re_run_is_another_job() {
    looks(Word.IDLE, 20, 5);
    Job again =
        new Job(1, JOB.title(), JOB.requirements(), null, new Job.Run(null, null, 2, null, null));

    assertThat(conditions(NOON, null).isElsewhere(again, Word.IDLE.row())).isFalse();
  }

  @Test
  void what_was_seen_moves_with_the_clock() {
    looks(Word.IDLE, 19, 5);
    WorkConditions moved = conditions(NOON, null).movedBy(Duration.ofHours(1));

    assertThat(moved.isElsewhere(JOB, Word.IDLE.row())).isTrue();
    assertThat(moved.runnersAt()).isEqualTo(at.plus(Duration.ofHours(1)));
  }

  private enum Word {
    ACTIVE,
    IDLE,
    OFFLINE;

    Runner row() {
      Runner.State state = new Runner.State(this != OFFLINE, this == ACTIVE, false);
      return new Runner(7, "pod-7", state, false, Set.of("linux"));
    }
  }

  /** So many looks, each so many seconds after the one before; the first ever is at noon. */
  private void looks(Word word, int count, long apart) {
    for (int i = 0; i < count; i++) {
      if (watch == null) {
        at = NOON;
        watch = RunnerWatch.first(word.row(), null, at);
      } else {
        at = at.plusSeconds(apart);
        watch = watch.then(word.row(), at, Duration.ofSeconds(apart));
      }
    }
  }

  private boolean isElsewhere(Instant first, @Nullable Instant absent) {
    return conditions(first, absent).isElsewhere(JOB, Word.IDLE.row());
  }

  private WorkConditions conditions(Instant first, @Nullable Instant absent) {
    return new WorkConditions(
        Map.of(Claim.of(JOB), new Running(first, absent)),
        at,
        watch == null ? Map.of() : Map.of(7L, watch),
        at);
  }
}
