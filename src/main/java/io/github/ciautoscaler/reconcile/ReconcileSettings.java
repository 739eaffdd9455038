package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.plan.PlanSettings;
import java.time.Duration;
import java.util.List;

/**
 * What a pass depends on.
 *
 * @param installation the owner mark of this cluster's machines
 * @param process a random word for this run of the program
 * @param identity who holds the Lease: the pod's name
 * @param dryRun decides and reports, and writes nothing anywhere
 * @param observeLimit how long a pass waits for its sources; what comes later serves the next pass
 * @param doubts what is odd about the settings
 */
public record ReconcileSettings(
    PlanSettings plan,
    FleetSettings fleet,
    JoinRecipe join,
    String installation,
    String process,
    String identity,
    boolean dryRun,
    Duration observeLimit,
    List<Doubt> doubts) {

  public ReconcileSettings {
    doubts = List.copyOf(doubts);
  }

  /** Nothing is odd about the settings. */
  public ReconcileSettings(
      PlanSettings plan,
      FleetSettings fleet,
      JoinRecipe join,
      String installation,
      String process,
      String identity,
      boolean dryRun,
      Duration observeLimit) {
    this(plan, fleet, join, installation, process, identity, dryRun, observeLimit, List.of());
  }

  /**
   * Something about the settings that may not be meant.
   *
   * @param sentence says the mend too
   * @param untilOneJoined no longer said once a machine of ours has joined, which settles it
   */
  public record Doubt(String sentence, boolean untilOneJoined) {}
}
