package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ciautoscaler.fleet.JobLengths;
import io.github.ciautoscaler.fleet.JobName;
import io.github.ciautoscaler.plan.JobForecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class JobForecastTest {

  private static final JobName BUILD = new JobName("acme/api", "build");
  private static final JobName LINT = new JobName("acme/api", "lint");
  private static final JobName NEW = new JobName("acme/api", "new");

  private final SequencedMap<JobName, List<Duration>> known = new LinkedHashMap<>();

  @Test
  void a_job_ends_as_the_latest_of_its_name_did_that_ran_as_long() {
    knows(BUILD, 30, 100, 200, 300);

    Outlook outlook = outlook(BUILD, 60, 60);

    assertThat(outlook.chance()).isCloseTo(1 / 3.0, within(0.001));
    assertThat(outlook.left()).isEqualTo(Duration.ofSeconds(140));
  }

  @Test
  void the_longer_it_runs_the_fewer_it_is_compared_with() {
    knows(BUILD, 10, 10, 10, 600);

    assertThat(outlook(BUILD, 0, 60).chance()).isEqualTo(0.75);
    assertThat(outlook(BUILD, 30, 60).chance()).isZero();
    assertThat(outlook(BUILD, 560, 60).chance()).isEqualTo(1);
  }

  @Test
  void one_whose_name_is_new_ends_as_all_jobs_do() {
    knows(BUILD, 600, 600, 600, 600, 600);
    knows(LINT, 20, 20, 20, 20, 20);

    assertThat(outlook(NEW, 0, 60).chance()).isEqualTo(0.5);
    assertThat(forecast().of(null, Duration.ZERO, Duration.ofSeconds(60))).isPresent();
  }

  @Test
  void of_two_jobs_nothing_follows_nor_of_nine_others() {
    knows(LINT, 20, 20, 20, 20, 20, 20, 20);
    knows(BUILD, 600, 600);

    assertThat(forecast().of(BUILD, Duration.ZERO, Duration.ofSeconds(60))).isEmpty();
  }

  @Test
  void one_that_runs_longer_than_any_of_its_name_is_compared_with_all() {
    knows(BUILD, 60, 60, 60);
    knows(LINT, 400, 400, 400, 400, 400, 900, 900);

    Outlook outlook = outlook(BUILD, 370, 60);

    assertThat(outlook.chance()).isCloseTo(5 / 7.0, within(0.001));
    assertThat(forecast().of(BUILD, Duration.ofHours(1), Duration.ofSeconds(60)))
        .as("nothing ever ran so long")
        .isEmpty();
  }

  private void knows(JobName name, Integer... seconds) {
    known.put(name, Arrays.stream(seconds).map(Duration::ofSeconds).toList());
  }

  private JobForecast forecast() {
    return new JobForecast(new JobLengths(known, Instant.EPOCH));
  }

  private Outlook outlook(JobName name, long age, long within) {
    return forecast().of(name, Duration.ofSeconds(age), Duration.ofSeconds(within)).orElseThrow();
  }
}
