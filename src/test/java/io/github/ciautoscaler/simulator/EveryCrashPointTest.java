package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small worlds, exhaustively: at most two machines and three jobs, and the process dies at each
 * moment of the whole lifecycle at which it can: before and after each effect, around the recording
 * of state, and after each pass that started something.
 */
class EveryCrashPointTest {

  private static final Scenario TWO_MACHINES =
      Scenario.calm("two-machines")
          .lasting(Duration.ofMinutes(10))
          .atMost(2)
          .working(Workload.Rhythm.once(2));

  static Stream<Arguments> points() {
    return LongStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(seed ->
            LongStream.rangeClosed(1, Simulation.run(TWO_MACHINES, seed).crashPoints())
                .mapToObj(point -> arguments(seed, point)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_life_without_a_crash_has_many_moments_to_die_at(long seed) {
    Simulation.Result result = Simulation.run(TWO_MACHINES, seed);
    assertThat(result.violation()).as(result.report()).isEmpty();
    assertThat(result.jobs()).isBetween(2L, 3L);
    assertThat(result.crashPoints()).isGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("points")
  void dying_there_breaks_nothing(long seed, long point) {
    Simulation.Result result =
        Simulation.runWithCrashAt(TWO_MACHINES, seed, point, Autoscaler::production);
    assertThat(result.crashes()).isEqualTo(1);
    assertThat(result.violation()).as(result.report() + ", crash point " + point).isEmpty();
  }
}
