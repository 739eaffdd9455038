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
    return Simulation.run(Scenario.named(scenario(seed)), seed, JsonStateStore::production);
  }

  /**
   * One day in twenty each holds machines ready, has machines with two slots, is allowed few jobs,
   * or little money, has machines for pods, two pools for jobs, a webhook, and a Forgejo, which
   * lists its runners or not.
   */
  private static String scenario(long seed) {
    return switch ((int) (seed % 20)) {
      case 7 -> "warm";
      case 13 -> "two-slots";
      case 17 -> "few-jobs";
      case 3 -> "little-money";
      case 11 -> "pods";
      case 5 -> "two-pools";
      case 9 -> "forgejo-15";
      case 19 -> "forgejo-11";
      case 1 -> seed % 40 == 1 ? "webhook" : "webhook-pair";
      default -> SCENARIOS.get((int) (seed % SCENARIOS.size()));
    };
  }
}
