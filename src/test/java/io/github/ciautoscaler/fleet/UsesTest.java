package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which jobs a machine was given, each counted once. */
class UsesTest {

  private static final Uses NONE_OF_TWO = new Uses(Set.of(), 2);

  @Test
  void a_job_that_is_seen_again_is_no_other() {
    Uses once = NONE_OF_TWO.and(List.of(job(41, 1)), List.of());

    assertThat(once.and(List.of(job(41, 1)), List.of())).isEqualTo(once);
    assertThat(once.count()).isEqualTo(1);
    assertThat(once.left()).isEqualTo(1);
  }

  @Test
  void a_rerun_that_keeps_its_id_is_another() {
    Uses twice =
        NONE_OF_TWO.and(List.of(job(41, 1)), List.of()).and(List.of(job(41, 2)), List.of());

    assertThat(twice.areUp()).isTrue();
  }

  @Test
  void a_job_of_which_nobody_says_where_it_runs_is_not_counted() {
    Job somewhere = Jobs.running(41, Set.of("linux"), null);

    assertThat(NONE_OF_TWO.and(List.of(somewhere), List.of()).count()).isZero();
  }

  @Test
  void a_first_job_that_no_list_showed_is_the_one_that_a_later_list_names() {
    Uses unnamed = NONE_OF_TWO.and(List.of(), List.of(row(true)));

    assertThat(unnamed.count()).isEqualTo(1);
    assertThat(unnamed.and(List.of(job(41, 1)), List.of(row(true))).count()).isEqualTo(1);
    assertThat(NONE_OF_TWO.and(List.of(), List.of(row(false))).count()).isZero();
  }

  @Test
  void what_is_recorded_is_read_back_and_what_is_no_job_is_left_out() {
    Uses uses = NONE_OF_TWO.and(List.of(job(41, 1), job(7, 0)), List.of());

    assertThat(Uses.parse(uses.text())).isEqualTo(uses.begun());
    assertThat(Uses.parse("41.1,,x,7,8.,9.9.9,?")).containsExactlyInAnyOrder("41.1", "?");
    assertThat(Uses.parse("")).isEmpty();
  }

  @Test
  void without_a_limit_nothing_is_counted() {
    Uses uncounted = Uses.UNCOUNTED.and(List.of(job(41, 1)), List.of(row(true)));

    assertThat(uncounted).isEqualTo(Uses.UNCOUNTED);
    assertThat(uncounted.areUp()).isFalse();
  }

  private static Job job(long id, int attempt) {
    Job job = Jobs.running(id, Set.of("linux"), 7L);
    Job.Run run = new Job.Run("acme/shop", 1L, attempt, null, null);
    return new Job(id, job.title(), job.requirements(), job.runnerId(), run);
  }

  private static Runner row(boolean busy) {
    return new Runner(7, "a", new Runner.State(true, busy, false), false, Set.of("linux"));
  }
}
