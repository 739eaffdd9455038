package io.github.ciautoscaler.simulator;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The days of the storm: which scenario each seed plays. */
public final class StormDays {

  /** The days that every build lets pass. */
  public static final long SEEDS = 200;

  private static final List<String> SCENARIOS =
      List.of("storm", "restless", "original-rbac", "old-forge", "ephemeral", "shared");

  private StormDays() {}

  /** What the storm draws: each of it must have happened on some day. */
  static List<Fault> faults() {
    Map<Fault, Double> rates = Storm.rates();
    return Stream.of(Fault.values()).filter(fault -> rates.getOrDefault(fault, 0.0) > 0).toList();
  }

  public static Simulation.Result play(long seed) {
    Scenario scenario = Scenario.named(SCENARIOS.get((int) (seed % SCENARIOS.size())));
    return Simulation.run(scenario, seed, JsonStateStore::production);
  }
}
