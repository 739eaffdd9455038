package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A bug, planted into the wiring, that the watch must catch within so many seeds. docs/simulator.md
 * lists them all.
 *
 * @param invariant how the violation's invariant begins
 */
record PlantedBug(
    String name, String invariant, int seeds, Scenario scenario, Autoscaler.Starter starter) {

  static final Scenario CALM = Scenario.calm("planted").lasting(Duration.ofHours(6));
  static final Scenario RESTLESS = CALM.working(Workload.Rhythm.restless());
  static final Map<Fault, Double> FAILING_READS =
      Map.of(Fault.READ_ERROR, 0.02, Fault.READ_TIMEOUT, 0.02);
  static final Map<Fault, Double> LOST_ANSWERS =
      Map.of(Fault.TIMEOUT_AFTER_EFFECT, 0.3, Fault.CRASH_BETWEEN_EFFECTS, 0.01);

  void mustBeCaught() {
    for (long seed = 1; seed <= seeds; seed++) {
      Optional<Violation> violation =
          Simulation.runWatching(invariant, scenario, seed, starter).violation();
      if (violation.isPresent()) {
        return;
      }
    }
    fail("%s does not catch within %s seeds: %s", invariant, seeds, name);
  }

  @Override
  public String toString() {
    return name;
  }
}
