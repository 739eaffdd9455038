package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that are held ready during the day. */
class WarmPoolLifeTest {

  private static final Scenario CALM =
      Scenario.calm("warm-calm").working(Workload.Rhythm.restless()).in(Surrounding.WARM_POOL);

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void on_a_calm_day_they_are_there(long seed) {
    Simulation.Result result = Simulation.run(CALM, seed);

    assertThat(result.violation()).as(result.report()).isEmpty();
    assertThat(result.excuses().get(Excuse.HELD_READY)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1})
  void a_day_of_storm_breaks_nothing(long seed) {
    Simulation.Result result = Simulation.run(Scenario.named("warm"), seed);

    assertThat(result.violation()).as(result.report()).isEmpty();
  }

  @Test
  void a_day_costs_more_with_them() {
    long with = Simulation.run(CALM, 1).hours();

    assertThat(with).isGreaterThan(Simulation.run(CALM.in(), 1).hours());
  }
}
