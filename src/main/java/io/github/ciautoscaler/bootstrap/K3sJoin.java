package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one new server joins a K3s cluster.
 *
 * @param serverName becomes the Node's name
 * @param controlPlaneUrl {@code https://<address>:6443}; null: one of the servers
 * @param servers {@code <address>:6443} each
 * @param version as the API server says, for example v1.34.2+k3s1; used as given
 * @param token in any of K3s' formats
 * @param agentArgs the owner's shell text, expanded on the new machine
 * @param nodeLabels ours, before the owner's
 */
public record K3sJoin(
    String serverName,
    @Nullable String controlPlaneUrl,
    List<String> servers,
    String version,
    Secret token,
    String agentArgs,
    Map<String, String> nodeLabels,
    Setup setup) {

  public K3sJoin {
    servers = List.copyOf(servers);
    nodeLabels = Map.copyOf(nodeLabels);
  }

  Choices choices() {
    return new Choices(
        controlPlaneUrl == null ? servers : List.of(controlPlaneUrl), setup.subnets());
  }
}
