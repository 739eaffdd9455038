package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.plan.PlanSettings;
import java.time.Duration;

/**
 * What a pass depends on.
 *
 * @param dryRun decides and reports, and writes nothing anywhere
 * @param observeLimit how long a pass waits for its sources; what comes later serves the next pass
 */
public record ReconcileSettings(
    PlanSettings plan, FleetSettings fleet, Identity self, boolean dryRun, Duration observeLimit) {

  /**
   * Who passes.
   *
   * @param installation the owner mark of this cluster's machines
   * @param process a random word for this run of the program
   * @param holder who holds the Lease: the pod's name
   */
  public record Identity(String installation, String process, String holder) {}

  public String installation() {
    return self.installation;
  }
}
