package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Machines join as agents of a K3s cluster.
 *
 * @param clusterSecret used where no join token may be made
 * @param controlPlaneUrl null: found from the control-plane nodes
 * @param agentArgs K3S_AGENT_ARGS, shell text
 * @param argsWarnings what {@link AgentArgs} warns of in agentArgs: they are read once, not by each
 *     pass
 */
public record K3sBootstrap(
    Secret clusterSecret,
    @Nullable String controlPlaneUrl,
    String agentArgs,
    Setup setup,
    List<String> argsWarnings)
    implements MachineBootstrap {

  public K3sBootstrap {
    argsWarnings = List.copyOf(argsWarnings);
  }

  public K3sBootstrap(
      Secret clusterSecret, @Nullable String controlPlaneUrl, String agentArgs, Setup setup) {
    this(clusterSecret, controlPlaneUrl, agentArgs, setup, AgentArgs.check(agentArgs).warnings());
  }

  @Override
  public Credential credential(ClusterInfo cluster) {
    K3sVersion version = new K3sVersion(cluster.version());
    if (!version.isK3s()) {
      return Credential.NONE; // its order is refused
    }
    return cluster.granted().contains(Permission.JOIN_TOKENS) && version.takesBootstrapTokens()
        ? Credential.OWN_TOKEN
        : Credential.SHARED_SECRET;
  }

  @Override
  public Boot boot(JoiningMachine machine, @Nullable Secret token) {
    ClusterInfo cluster = machine.cluster();
    List<String> servers =
        machine.controlPlanes().stream().map(address -> address + ":6443").toList();
    if (cluster == null || (controlPlaneUrl == null && servers.isEmpty())) {
      return new Boot.NotYet(
          "no control-plane node with an InternalIP is known; set K3S_URL to say where agents"
              + " join");
    }
    if (!new K3sVersion(cluster.version()).isK3s()) {
      return new Boot.Refused(
          "the cluster's version is "
              + cluster.version()
              + ", which is no K3s release; say in HCLOUD_CLOUD_INIT how a machine joins");
    }
    try {
      return new Boot.With(
          K3sUserData.render(
              new K3sJoin(
                  machine.name(),
                  controlPlaneUrl,
                  servers,
                  cluster.version(),
                  credential(machine, cluster, token),
                  agentArgs,
                  Map.of(Labels.POOL, machine.pool()),
                  setup)));
    } catch (IllegalArgumentException unusable) {
      return new Boot.Refused(String.valueOf(unusable.getMessage()));
    }
  }

  private Secret credential(JoiningMachine machine, ClusterInfo cluster, @Nullable Secret token) {
    return token == null || machine.tokenId() == null
        ? clusterSecret
        : JoinToken.bootstrap(cluster.caHash(), machine.tokenId(), token);
  }

  @Override
  public List<Warning> warnings(
      @Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
    return new K3sWarnings(this).about(cluster, access, hasJoined);
  }

  @Override
  public String ifItDoesNotJoin() {
    return "On the machine /var/log/cloud-init-output.log and journalctl -u k3s-agent say why. Usual"
        + " causes: it cannot reach the control plane (K3S_URL, network, firewall), or CLUSTER_SECRET"
        + " is wrong.";
  }
}
