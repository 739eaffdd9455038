package io.github.ciautoscaler.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.simulator.Scenario;
import io.github.ciautoscaler.simulator.Simulation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast simulated days go by: passes by the CPU time of the one thread that they run on. */
class SimulatorFigures {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * @param warmUps days that are not counted
   */
  @ParameterizedTest
  @CsvSource({"twenty, 20000, 12, 8", "storm, 20000, 8, 8"})
  void passes_of_a_day(String name, double bound, int warmUps, int days) {
    Scenario scenario = Scenario.named(name);
    for (int seed = 1; seed <= warmUps; seed++) {
      Simulation.run(scenario, seed);
    }
    long passes = 0;
    long hours = 0;
    long began = THREADS.getCurrentThreadCpuTime();
    for (int seed = warmUps + 1; seed <= warmUps + days; seed++) {
      Simulation.Result result = Simulation.run(scenario, seed);
      assertThat(result.violation()).as(result.report()).isEmpty();
      passes += result.passes();
      hours += result.hours();
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - began) / 1e9;

    Figure.printAtLeast(
        "simulation, scenario %s, %s".formatted(name, machines(scenario, passes, hours)),
        passes / seconds,
        bound,
        "passes per second and core, over %,d passes".formatted(passes));
  }

  private static String machines(Scenario scenario, long passes, long hours) {
    Duration played = scenario.poll().multipliedBy(passes).dividedBy(scenario.replicas());
    return String.format(
        Locale.ROOT, "%.1f machines on average", hours / (played.toSeconds() / 3600.0));
  }
}
