package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Replays one seed and prints its trace: {@code mvn test -Dtest=ReplayTest -Dscenario=storm
 * -Dseed=11}, with {@code -Dpoll=10} for another poll interval in seconds.
 */
class ReplayTest {

  @Test
  @EnabledIfSystemProperty(named = "seed", matches = "\\d+")
  void the_seed_of_a_report() {
    Scenario scenario =
        Scenario.named(System.getProperty("scenario", "storm"))
            .polling(Duration.ofSeconds(Long.getLong("poll", 5)));
    Simulation.Result result =
        Simulation.show(scenario, Long.getLong("seed", 1), System.out::println);
    assertThat(result.violation()).as(result.report()).isEmpty();
  }
}
