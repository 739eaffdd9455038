package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whole days of the production loop in the simulated world. */
class SimulationTest {

  @Test
  void a_calm_day_breaks_nothing_and_serves_every_job() {
    for (long seed = 1; seed <= 5; seed++) {
      Simulation.Result result = Simulation.run(Scenario.calm("calm"), seed);
      assertThat(result.violation()).as(result.report()).isEmpty();
      assertThat(result.jobs()).isGreaterThan(50);
      assertThat(result.hours()).isPositive();
    }
  }

  @Test
  void the_same_seed_gives_the_same_trace() {
    Scenario scenario = Scenario.stormy("storm").lasting(Duration.ofHours(4));
    assertThat(Simulation.run(scenario, 11).digest())
        .isEqualTo(Simulation.run(scenario, 11).digest())
        .isNotEqualTo(Simulation.run(scenario, 12).digest());
  }
}
