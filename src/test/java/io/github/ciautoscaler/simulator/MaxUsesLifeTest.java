package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that go after one job, and after three. */
class MaxUsesLifeTest {

  private static final Scenario CALM =
      Scenario.calm("uses").working(Workload.Rhythm.restless().orderly());

  private static final Duration HALF_A_DAY = Duration.ofHours(10);

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_day_of_storm_with_a_fresh_machine_for_each_job_breaks_nothing(long seed) {
    breaksNothing(Scenario.named("one-use"), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_day_of_storm_with_three_jobs_for_each_machine_breaks_nothing(long seed) {
    breaksNothing(Scenario.named("three-uses"), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void ephemeral_runners_are_counted_too(long seed) {
    Scenario storm = Scenario.stormy("ephemeral-uses").lasting(HALF_A_DAY);
    breaksNothing(storm.in(Surrounding.EPHEMERAL_RUNNERS, Surrounding.ONE_USE), seed);
    breaksNothing(storm.in(Surrounding.EPHEMERAL_RUNNERS, Surrounding.THREE_USES), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void machines_with_two_slots_are_counted_too(long seed) {
    Scenario storm = Scenario.stormy("two-slots-uses").lasting(HALF_A_DAY);
    breaksNothing(storm.in(Surrounding.TWO_RUNNERS, Surrounding.THREE_USES), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_forge_that_cannot_disable_breaks_nothing_either(long seed) {
    breaksNothing(Scenario.named("old-forge").lasting(HALF_A_DAY).in(Surrounding.ONE_USE), seed);
  }

  @Test
  void a_fresh_machine_for_each_job_costs_more_than_three_jobs_for_each() {
    Simulation.Result one = Simulation.run(CALM.in(Surrounding.ONE_USE), 1);
    Simulation.Result three = Simulation.run(CALM.in(Surrounding.THREE_USES), 1);

    assertThat(one.excuses().get(Excuse.USED_UP)).isPositive();
    assertThat(one.hours()).isGreaterThan(three.hours());
    assertThat(three.hours()).isGreaterThan(Simulation.run(CALM, 1).hours());
  }

  private static void breaksNothing(Scenario scenario, long seed) {
    Simulation.Result result = Simulation.run(scenario, seed);

    assertThat(result.violation()).as(result.report()).isEmpty();
  }
}
