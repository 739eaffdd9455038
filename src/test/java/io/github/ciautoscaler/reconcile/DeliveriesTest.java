package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What deliveries may do: bring a pass forward, and prove that they announce each job. */
class DeliveriesTest {

  private static final Duration POLL = Duration.ofSeconds(5);

  private Instant now = Instant.parse("2026-11-27T08:00:00Z");
  private final Deliveries deliveries = new Deliveries(SharedClock.right(() -> now));
  private long last;

  private void queued(long job) {
    deliveries.hear(new HookNotice("delivery " + ++last, Optional.of(job), true));
  }

  private void pass(long... jobs) {
    deliveries.passBegins(POLL);
    deliveries.passEnded(Optional.of(LongStream.of(jobs).boxed().collect(Collectors.toSet())));
  }

  private void later(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private HookStatus status() {
    return deliveries.status(true);
  }

  /** Three jobs, each announced before it is listed. */
  private void prove() {
    pass();
    for (long job = 1; job <= 3; job++) {
      queued(job);
      pass(job);
    }
    later(60);
  }

  @Test
  void a_delivery_makes_a_pass_due_until_one_has_begun() {
    pass();
    assertThat(deliveries.isDue()).isFalse();
    queued(1);
    assertThat(deliveries.isDue()).isTrue();
    deliveries.passBegins(POLL);
    assertThat(deliveries.isDue()).isFalse();
  }

  @Test
  void one_that_comes_during_a_pass_makes_another_due() {
    deliveries.passBegins(POLL);
    queued(1);
    deliveries.passEnded(Optional.of(Set.of()));

    assertThat(deliveries.isDue()).isTrue();
  }

  @Test
  void a_repeated_one_makes_none_due() {
    HookNotice notice = new HookNotice("d", Optional.of(1L), true);
    assertThat(deliveries.hear(notice)).isTrue();
    pass(1);

    assertThat(deliveries.hear(notice)).isFalse();
    assertThat(deliveries.isDue()).isFalse();
  }

  @Test
  void a_storm_of_them_costs_no_more_passes_than_polling_would() {
    int woken = 0;
    for (int tenth = 0; tenth < 600; tenth++) {
      queued(1_000 + tenth);
      if (deliveries.isDue()) {
        pass();
        woken++;
      }
      now = now.plusMillis(100);
    }

    assertThat(woken).isBetween(12, 12 + Deliveries.BURST);
  }

  @Test
  void polling_may_be_slower_once_three_jobs_in_a_row_were_announced() {
    pass();
    assertThat(status().state()).isEqualTo(HookStatus.State.UNPROVEN);
    for (long job = 1; job <= 3; job++) {
      assertThat(status().trusted()).isFalse();
      queued(job);
      pass(job);
    }

    assertThat(status().trusted()).isTrue();
    assertThat(status().state()).isEqualTo(HookStatus.State.WORKING);
  }

  @Test
  void jobs_that_were_there_before_us_prove_nothing_and_miss_nothing() {
    pass(1, 2, 3);
    later(60);
    pass(1, 2, 3);

    assertThat(status().state()).isEqualTo(HookStatus.State.UNPROVEN);
    assertThat(status().counts().missed()).isZero();
  }

  @Test
  void a_job_that_nobody_announced_ends_the_trust_at_once_and_is_named_later() {
    prove();
    pass(9);
    assertThat(status().trusted()).isFalse();
    assertThat(status().state()).isEqualTo(HookStatus.State.WORKING);
    Instant seen = now;
    later(HookTrust.GRACE.toSeconds());
    pass(9);

    assertThat(status().state()).isEqualTo(HookStatus.State.BROKEN);
    assertThat(status().missing()).isEqualTo(new HookStatus.Missing(9, seen));
    assertThat(status().counts().missed()).isEqualTo(1);
  }

  @Test
  void one_that_is_announced_a_little_late_is_no_loss() {
    prove();
    pass(9);
    later(5);
    queued(9);
    later(60);
    pass(9);

    assertThat(status().trusted()).isTrue();
    assertThat(status().counts().missed()).isZero();
  }

  @Test
  void a_broken_one_is_trusted_again_after_three_announced_jobs_in_a_row() {
    prove();
    pass(9);
    later(20);
    pass(9);
    for (long job = 10; job <= 12; job++) {
      assertThat(status().state()).isEqualTo(HookStatus.State.BROKEN);
      queued(job);
      pass(job);
    }

    assertThat(status().state()).isEqualTo(HookStatus.State.WORKING);
    assertThat(status().trusted()).isTrue();
  }

  @Test
  void a_forged_job_that_nobody_lists_proves_nothing() {
    pass();
    for (long job = 1; job <= 20; job++) {
      queued(job);
      pass();
    }

    assertThat(status().state()).isEqualTo(HookStatus.State.UNPROVEN);
  }

  @Test
  void a_job_that_one_list_lacked_is_not_new_in_the_next() {
    prove();
    queued(9);
    pass(9);
    pass();
    later(30);
    pass(9);
    later(30);
    pass(9);

    assertThat(status().trusted()).isTrue();
  }

  @Test
  void lists_that_are_not_known_judge_nothing() {
    prove();
    deliveries.passBegins(POLL);
    deliveries.passEnded(Optional.empty());

    assertThat(status().trusted()).isTrue();
  }

  @Test
  void a_forge_that_announces_no_job_never_slows_polling_and_is_not_broken() {
    prove();
    pass(9);
    later(60);
    pass(9);

    HookStatus forgejo = deliveries.status(false);
    assertThat(forgejo.trusted()).isFalse();
    assertThat(forgejo.state()).isEqualTo(HookStatus.State.UNPROVEN);
    assertThat(forgejo.missing()).isNull();
  }

  @Test
  void what_was_refused_is_counted() {
    deliveries.refuse();
    queued(1);

    assertThat(status().counts()).isEqualTo(new HookStatus.Counts(1, 1, 0));
    assertThat(status().lastDelivery()).isEqualTo(now);
  }
}
