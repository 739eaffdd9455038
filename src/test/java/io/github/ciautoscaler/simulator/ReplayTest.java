package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Replays one seed and prints its trace: {@code mvn test -Dtest=ReplayTest -Dscenario=storm
 * -Dseed=11}, with {@code -Dpoll=10} for another poll interval in seconds. Without a seed it
 * replays three hours of the first one and prints nothing.
 */
class ReplayTest {

  @Test
  void the_seed_of_a_report() {
    Scenario scenario =
        Scenario.named(System.getProperty("scenario", "storm"))
            .polling(Duration.ofSeconds(Long.getLong("poll", 5)));
    Consumer<Trace.Line> reader = System.out::println;
    if (System.getProperty("seed") == null) {
      scenario = scenario.lasting(Duration.ofHours(3));
      reader = line -> {};
    }
    Simulation.Result result =
        Simulation.show(scenario, Long.getLong("seed", 1), JsonStateStore::production, reader);
    assertThat(result.violation()).as(result.report()).isEmpty();
  }
}
