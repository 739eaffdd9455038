package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Days in which everything goes wrong, seed after seed. The last line of each run is the project's
 * safety figure. The poll is production's default of 5 s.
 */
class StormTest {

  @Test
  void two_hundred_days_break_nothing() {
    run(LongStream.rangeClosed(1, StormDays.SEEDS));
  }

  @Test
  @Tag("soak")
  void two_thousand_days_break_nothing() {
    run(LongStream.rangeClosed(1_001, 3_000));
  }

  private static void run(LongStream seeds) {
    Campaign campaign = new Campaign();
    seeds.parallel().forEach(seed -> campaign.add(StormDays.play(seed)));
    campaign.print(System.out);
    assertThat(campaign.broken())
        .as(() ->
            campaign.broken().stream()
                .map(Simulation.Result::report)
                .collect(Collectors.joining("\n\n")))
        .isEmpty();
    assertThat(campaign.faults().keySet()).containsAll(StormDays.faults());
  }
}
