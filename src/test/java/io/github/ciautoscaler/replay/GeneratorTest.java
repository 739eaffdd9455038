package io.github.ciautoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratorTest {

  /** As many jobs as the histories have that these are made after. */
  private static int jobsOf(Generator generator) {
    return switch (generator) {
      case S1 -> 690;
      case S2 -> 6_576;
      case S3 -> 21_162;
      case S4 -> 1_849;
    };
  }

  @ParameterizedTest
  @EnumSource
  void each_has_about_as_many_jobs_as_it_should(Generator generator) {
    int wanted = jobsOf(generator);

    assertThat(generator.generate(Generator.SEED).jobs().size())
        .isBetween(wanted * 9 / 10, wanted * 11 / 10);
  }

  @ParameterizedTest
  @EnumSource
  void the_same_seed_is_the_same_history_and_another_is_not(Generator generator) {
    JobTrace trace = generator.generate(7);
    JobTrace again = generator.generate(7);

    assertThat(again).isEqualTo(trace);
    assertThat(generator.generate(8)).isNotEqualTo(trace);
  }

  @Test
  void the_nightly_jobs_come_at_two_and_last_about_an_hour() {
    assertThat(Generator.S4.generate(1).jobs())
        .filteredOn(job -> job.name().startsWith("nightly"))
        .hasSize(40 * Generator.DAYS)
        .allMatch(job -> job.length().compareTo(Duration.ofMinutes(50)) >= 0)
        .allMatch(job -> job.submitted().toString().contains("T02:00:00"));
  }
}
