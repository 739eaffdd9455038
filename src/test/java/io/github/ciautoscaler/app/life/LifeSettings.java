package io.github.ciautoscaler.app.life;

import io.github.ciautoscaler.http.Connections;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an autoscaler of a test is set up.
 *
 * @param forgeVersion null for the newest that is simulated
 * @param limits of the calls to Gitea and Hetzner
 * @param agentArgs K3S_AGENT_ARGS
 * @param offers RUNNER_LABELS; null where the owner sets none
 */
record LifeSettings(
    int maxNodes,
    @Nullable String forgeVersion,
    Connections.Limits limits,
    String agentArgs,
    @Nullable Set<String> offers) {

  static LifeSettings of(int maxNodes) {
    return new LifeSettings(
        maxNodes,
        null,
        Connections.Limits.USUAL,
        "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner",
        null);
  }

  LifeSettings withForgeVersion(@Nullable String version) {
    return new LifeSettings(maxNodes, version, limits, agentArgs, offers);
  }

  /** Calls to Gitea and Hetzner are given up after so long. */
  LifeSettings waiting(Duration most) {
    return new LifeSettings(
        maxNodes, forgeVersion, new Connections.Limits(most, most, most), agentArgs, offers);
  }

  LifeSettings withAgentArgs(String args) {
    return new LifeSettings(maxNodes, forgeVersion, limits, args, offers);
  }

  LifeSettings offering(String... labels) {
    return new LifeSettings(maxNodes, forgeVersion, limits, agentArgs, Set.of(labels));
  }
}
