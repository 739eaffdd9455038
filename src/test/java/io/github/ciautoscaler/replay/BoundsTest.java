package io.github.ciautoscaler.replay;

import static io.github.ciautoscaler.replay.SmallTraces.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {

  private static final Duration NONE = Duration.ZERO;

  @Test
  void two_jobs_at_once_need_two_hours_and_two_in_a_row_one() {
    assertThat(LowerBound.hours(List.of(job(0, 20), job(10, 20)), NONE)).isEqualTo(2);
    assertThat(LowerBound.hours(List.of(job(0, 20), job(20, 20)), NONE)).isEqualTo(1);
  }

  @Test
  void a_job_that_may_wait_longer_than_it_runs_binds_no_moment() {
    assertThat(LowerBound.hours(List.of(job(0, 10)), Duration.ofMinutes(10))).isZero();
    assertThat(LowerBound.ofWork(List.of(job(0, 10)))).isEqualTo(1);
  }

  @Test
  void a_gap_is_not_paid_where_a_lease_ends_before_it() {
    assertThat(LowerBound.hours(List.of(job(0, 30), job(90, 30)), NONE)).isEqualTo(2);
    assertThat(LowerBound.hours(List.of(job(0, 150)), NONE)).isEqualTo(3);
  }

  @Test
  void the_sweep_equals_the_best_of_all_covers() {
    for (long seed = 0; seed < 150; seed++) {
      List<PastJob> jobs = SmallTraces.random(seed, 6);
      for (long wait : new long[] {0, 15, 45}) {
        Duration longest = Duration.ofMinutes(wait);
        assertThat(LowerBound.hours(jobs, longest))
            .as("seed %d, wait %d", seed, wait)
            .isEqualTo(new EveryCover(jobs, longest).fewest());
      }
    }
  }

  @Test
  void nobody_packs_below_the_bound_of_the_same_wait() {
    for (long seed = 0; seed < 150; seed++) {
      List<PastJob> jobs = SmallTraces.random(seed, 12);
      for (long wait : new long[] {0, 15, 45}) {
        Duration longest = Duration.ofMinutes(wait);
        long packed = Clairvoyant.hours(jobs, longest);
        assertThat(packed).as("seed %d", seed).isGreaterThanOrEqualTo(LowerBound.ofWork(jobs));
        assertThat(packed).isGreaterThanOrEqualTo(LowerBound.hours(jobs, longest));
        assertThat(packed).isGreaterThanOrEqualTo(new EveryPacking(jobs, longest).fewest());
      }
    }
  }

  @Test
  void on_small_histories_the_packing_is_close_to_the_best_of_all() {
    long packed = 0;
    long best = 0;
    for (long seed = 0; seed < 200; seed++) {
      List<PastJob> jobs = SmallTraces.random(seed, 6);
      packed += Clairvoyant.hours(jobs, NONE);
      best += new EveryPacking(jobs, NONE).fewest();
    }
    assertThat((double) packed / best).isBetween(1.0, 1.15); // the boots alone are worth some hours
  }
}
