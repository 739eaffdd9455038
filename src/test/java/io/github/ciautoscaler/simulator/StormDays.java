package io.github.ciautoscaler.simulator;

import java.util.List;

/** The days of the storm: which scenario each seed plays. */
public final class StormDays {

  /** The days that every build lets pass. */
  public static final long SEEDS = 200;

  private static final List<String> SCENARIOS =
      List.of("storm", "restless", "seed-rbac", "old-forge");

  private StormDays() {}

  public static Simulation.Result play(long seed) {
    Scenario scenario = Scenario.named(SCENARIOS.get((int) (seed % SCENARIOS.size())));
    return Simulation.run(scenario, seed, JsonNotes::production);
  }
}
