package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.RunningJobs.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunningJobsTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final JobName NAME = new JobName("acme/api", "test");

  private Tracked<List<Job>> list = Tracked.never();
  private RunningJobs jobs = RunningJobs.NONE;

  @Test
  void a_job_that_was_seen_from_its_start_to_its_end_is_measured() {
    listed(0);
    listed(5, job(1, 1));
    listed(50, job(1, 1));
    assertThat(jobs.ended()).isEmpty();

    listed(65);
    assertThat(jobs.ended()).containsExactly(new Ended(NAME, Duration.ofSeconds(60)));

    listed(70);
    assertThat(jobs.ended()).as("once").isEmpty();
  }

  @Test
  void the_same_list_looked_at_again_measures_nothing_anew() {
    listed(0);
    listed(5, job(1, 1));
    listed(65);

    jobs = jobs.after(list, Set.of());
    assertThat(jobs.ended()).isEmpty();
  }

  @Test
  void one_that_ran_before_the_first_list_is_not_measured_and_its_age_is_what_the_forge_says() {
    listed(0, job(1, 1, START.minusSeconds(600)), job(2, 1, null));
    assertThat(since(1)).isEqualTo(START.minusSeconds(600));
    assertThat(since(2)).isEqualTo(START);

    listed(5);
    assertThat(jobs.ended()).isEmpty();
  }

  @Test
  void a_list_that_lacks_something_measures_nothing() {
    listed(0);
    listed(5, job(1, 1));
    read(new Reading.Partial<>(List.of(), START.plusSeconds(10), "a page failed"));
    assertThat(jobs.ended()).isEmpty();
    assertThat(jobs.seen()).as("it may run on").containsOnlyKeys(1L);

    listed(60, job(2, 1));
    assertThat(jobs.ended()).as("when it ended is not known").isEmpty();

    listed(120);
    assertThat(jobs.ended()).as("nor when the other began").isEmpty();
  }

  @Test
  void a_rerun_under_the_same_id_is_another_run() {
    listed(0);
    listed(5, job(1, 1));
    listed(35, job(1, 2));
    assertThat(jobs.ended()).containsExactly(new Ended(NAME, Duration.ofSeconds(30)));

    listed(45);
    assertThat(jobs.ended()).containsExactly(new Ended(NAME, Duration.ofSeconds(10)));
  }

  @Test
  void one_whose_runner_fell_silent_is_not_measured() {
    listed(0);
    listed(5, job(1, 1));
    list = list.then(new Reading.Complete<>(List.of(), START.plusSeconds(900)));
    jobs = jobs.after(list, Set.of(1L));

    assertThat(jobs.ended()).isEmpty();
  }

  @Test
  void a_clock_that_was_set_changes_no_length() {
    listed(0);
    listed(5, job(1, 1));
    jobs = jobs.movedBy(Duration.ofHours(2));
    listed(7265);

    assertThat(jobs.ended()).containsExactly(new Ended(NAME, Duration.ofSeconds(60)));
  }

  private void listed(long seconds, Job... running) {
    read(new Reading.Complete<>(List.of(running), START.plusSeconds(seconds)));
  }

  private void read(Reading<List<Job>> reading) {
    list = list.then(reading);
    jobs = jobs.after(list, Set.of());
  }

  private Instant since(long id) {
    return Objects.requireNonNull(jobs.seen().get(id)).since();
  }

  private static Job job(long id, int attempt) {
    return job(id, attempt, null);
  }

  private static Job job(long id, int attempt, @Nullable Instant started) {
    return new Job(
        id,
        new Job.Title(NAME.name(), null),
        new Requirements(Set.of("linux")),
        70 + id,
        new Job.Run(NAME.repository(), 9L, attempt, null, started));
  }
}
