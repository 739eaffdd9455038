package io.github.ciautoscaler.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is started.
 *
 * @param seed picks the jobs, the delays and whatever else is left to chance
 * @param speed world seconds per second
 * @param workload whether people push jobs by themselves
 * @param port of the control endpoints; Gitea, Hetzner and Kubernetes follow it; 0 for free ones
 * @param forgeVersion of Gitea; null for the newest that is simulated
 */
public record SandboxSettings(
    long seed, double speed, boolean workload, int port, @Nullable String forgeVersion) {

  /** As somebody gets it who asks for nothing. */
  public static SandboxSettings standard() {
    return new SandboxSettings(1, 60, true, 0, null);
  }

  /** Where nothing happens but what is asked for, on free ports. */
  public static SandboxSettings quiet(long seed, double speed) {
    return new SandboxSettings(seed, speed, false, 0, null);
  }
}
