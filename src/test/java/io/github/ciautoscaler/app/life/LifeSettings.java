package io.github.ciautoscaler.app.life;

import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.http.Connections;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How an autoscaler of a test is set up.
 *
 * @param forgeVersion null for the newest that is simulated
 * @param limits of the calls to Gitea and Hetzner
 * @param agentArgs K3S_AGENT_ARGS
 * @param offers RUNNER_LABELS; null where the owner sets none
 * @param shape what becomes of the usual template
 */
record LifeSettings(
    int maxNodes,
    @Nullable String forgeVersion,
    Connections.Limits limits,
    String agentArgs,
    @Nullable Set<String> offers,
    UnaryOperator<MachineTemplate> shape) {

  static LifeSettings of(int maxNodes) {
    return new LifeSettings(
        maxNodes,
        null,
        Connections.Limits.USUAL,
        "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner",
        null,
        UnaryOperator.identity());
  }

  /** Its machines are launched from what becomes of the usual template. */
  LifeSettings shaped(UnaryOperator<MachineTemplate> other) {
    return new LifeSettings(maxNodes, forgeVersion, limits, agentArgs, offers, other);
  }

  LifeSettings withForgeVersion(@Nullable String version) {
    return new LifeSettings(maxNodes, version, limits, agentArgs, offers, shape);
  }

  /** Calls to Gitea and Hetzner are given up after so long. */
  LifeSettings waiting(Duration most) {
    return new LifeSettings(
        maxNodes, forgeVersion, new Connections.Limits(most, most, most), agentArgs, offers, shape);
  }

  LifeSettings withAgentArgs(String args) {
    return new LifeSettings(maxNodes, forgeVersion, limits, args, offers, shape);
  }

  LifeSettings offering(String... labels) {
    return new LifeSettings(maxNodes, forgeVersion, limits, agentArgs, Set.of(labels), shape);
  }
}
