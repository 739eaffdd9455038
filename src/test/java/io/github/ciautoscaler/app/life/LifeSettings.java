package io.github.ciautoscaler.app.life;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.forge.DetectedForge;
import io.github.ciautoscaler.forge.GiteaForge;
import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.http.Token;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.sandbox.Tokens;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * How an autoscaler of a test is set up.
 *
 * @param forgeVersion null for the newest that is simulated
 * @param limits of the calls to Gitea and Hetzner
 * @param agentArgs K3S_AGENT_ARGS
 * @param offers RUNNER_LABELS; null where the owner sets none
 * @param shape what becomes of the usual template
 * @param scope of the forge that is looked at
 */
record LifeSettings(
    int maxNodes,
    @Nullable String forgeVersion,
    Connections.Limits limits,
    String agentArgs,
    @Nullable Set<String> offers,
    UnaryOperator<MachineTemplate> shape,
    ForgeScope scope) {

  static LifeSettings of(int maxNodes) {
    return new LifeSettings(
        maxNodes,
        null,
        Connections.Limits.USUAL,
        "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner",
        null,
        UnaryOperator.identity(),
        ForgeScope.ADMIN);
  }

  /** Its machines are launched from what becomes of the usual template. */
  LifeSettings shaped(UnaryOperator<MachineTemplate> other) {
    return new LifeSettings(maxNodes, forgeVersion, limits, agentArgs, offers, other, scope);
  }

  LifeSettings withForgeVersion(@Nullable String version) {
    return new LifeSettings(maxNodes, version, limits, agentArgs, offers, shape, scope);
  }

  /** Calls to Gitea and Hetzner are given up after so long. */
  LifeSettings waiting(Duration most) {
    return new LifeSettings(
        maxNodes,
        forgeVersion,
        new Connections.Limits(most, most, most),
        agentArgs,
        offers,
        shape,
        scope);
  }

  LifeSettings withAgentArgs(String args) {
    return new LifeSettings(maxNodes, forgeVersion, limits, args, offers, shape, scope);
  }

  LifeSettings offering(String... labels) {
    return new LifeSettings(
        maxNodes, forgeVersion, limits, agentArgs, Set.of(labels), shape, scope);
  }

  /** It looks at this alone, with the token of whom it belongs to. */
  LifeSettings lookingAt(ForgeScope other) {
    return new LifeSettings(maxNodes, forgeVersion, limits, agentArgs, offers, shape, other);
  }

  Forge forge(Connections connections, URI url, InstantSource clock) {
    String token = scope.isAdmin() ? Tokens.SANDBOX.gitea() : Tokens.SANDBOX.giteaOwner();
    WebClient client = connections.withToken(url, Token.fixed(new Secret(token)));
    return scope.isAdmin()
        ? new DetectedForge(client, () -> Set.of("linux"), clock)
        : new GiteaForge(client, scope, clock);
  }
}
