package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.RunningJobs.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobLengthsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private JobLengths lengths = JobLengths.NONE;
  private Instant now = NOW;

  @Test
  void the_latest_twenty_of_a_name_are_kept() {
    for (int i = 1; i <= 25; i++) {
      ended("test", i);
    }

    assertThat(lengths.of(name("test"))).hasSize(20).first().isEqualTo(Duration.ofSeconds(6));
    assertThat(lengths.of(name("other"))).isEmpty();
  }

  @Test
  void the_same_fact_twice_counts_once() {
    ended("test", 60);
    lengths = lengths.after(List.of(new Ended(name("test"), Duration.ofSeconds(60))), now);

    assertThat(lengths.count()).isEqualTo(1);
  }

  @Test
  void of_too_many_names_the_one_whose_jobs_ended_longest_ago_is_forgotten() {
    ended("first", 60);
    ended("second", 60);
    ended("first", 61);
    for (int i = 0; i < JobLengths.MOST_NAMES - 1; i++) {
      ended("n" + i, 60);
    }

    assertThat(lengths.byName()).hasSize(JobLengths.MOST_NAMES);
    assertThat(lengths.of(name("second"))).isEmpty();
    assertThat(lengths.of(name("first"))).hasSize(2);
  }

  @Test
  void names_that_are_long_take_no_more_room_than_there_is() {
    ended("test", 60);
    ended("x".repeat(JobLengths.MOST_CHARACTERS), 60);
    assertThat(lengths.byName()).isEmpty();

    for (int i = 0; i < 200; i++) {
      ended("y".repeat(250) + i, 60);
    }
    int characters = lengths.byName().keySet().stream().mapToInt(JobName::size).sum();
    assertThat(characters).isBetween(JobLengths.MOST_CHARACTERS / 2, JobLengths.MOST_CHARACTERS);
  }

  private void ended(String name, int seconds) {
    now = now.plusSeconds(5);
    lengths = lengths.after(List.of(new Ended(name(name), Duration.ofSeconds(seconds))), now);
  }

  private static JobName name(String name) {
    return new JobName("acme/api", name);
  }
}
