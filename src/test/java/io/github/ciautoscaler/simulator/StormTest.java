package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Days in which everything goes wrong, seed after seed. The last line of each run is the project's
 * safety figure.
 */
class StormTest {

  private static final List<String> SCENARIOS = List.of("storm", "restless", "seed-rbac");

  @Test
  void two_hundred_days_break_nothing() {
    // Twice as slow a poll as by default, for the sake of the build's time.
    run(LongStream.rangeClosed(1, 200), Duration.ofSeconds(10));
  }

  @Test
  @Tag("soak")
  void two_thousand_days_break_nothing() {
    run(LongStream.rangeClosed(1_001, 3_000), Duration.ofSeconds(5));
  }

  private static void run(LongStream seeds, Duration poll) {
    Campaign campaign = new Campaign();
    seeds
        .parallel()
        .forEach(seed -> {
          String name = SCENARIOS.get((int) (seed % SCENARIOS.size()));
          campaign.add(Simulation.run(Scenario.named(name).polling(poll), seed));
        });
    campaign.print(System.out);
    assertThat(campaign.broken())
        .as(() ->
            campaign.broken().stream()
                .map(Simulation.Result::report)
                .collect(Collectors.joining("\n\n")))
        .isEmpty();
    assertThat(campaign.faults().keySet()).contains(Fault.values());
  }
}
