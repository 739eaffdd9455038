package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.plan.PlanSettings.Caps;
import java.time.Duration;
import java.time.Instant;

/**
 * What the metrics show of the configuration.
 *
 * @param version of this program
 * @param caps what holds over all pools
 * @param dryRun whether it only decides and reports
 * @param files how it stands with the files of settings
 * @param provisioningTimeout after which a server without a node should have been given up
 */
public record MetricsSettings(
    String version, Caps caps, boolean dryRun, Files files, Duration provisioningTimeout) {

  /** With no limit but that of machines. */
  public MetricsSettings(
      String version, int maxNodes, boolean dryRun, Files files, Duration provisioningTimeout) {
    this(version, Caps.ofMachines(maxNodes), dryRun, files, provisioningTimeout);
  }

  int maxNodes() {
    return caps.machines();
  }

  /**
   * How it stands with the files of settings, such as the pools' one.
   *
   * @param loadedAt when what they say was last taken
   * @param refused whether what they say now is wrong, and not used
   * @param restartNeeded how many values of theirs hold from the next start
   */
  public record Files(Instant loadedAt, boolean refused, int restartNeeded) {

    /** As they were read at the start. */
    public static Files readAt(Instant start) {
      return new Files(start, false, 0);
    }
  }
}
