package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.MachineBootstrap.Warning;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what may keep machines from joining a K3s cluster as meant, or gives them more than they
 * need, and how to mend it.
 */
final class K3sWarnings {

  private static final String SETTING = "SETTING";

  private static final String NO_IPV6 =
      ": K3s is fetched from GitHub, which has no IPv6, so that a machine joins only where ";

  private final K3sBootstrap bootstrap;
  private final List<Warning> warnings = new ArrayList<>();

  K3sWarnings(K3sBootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  List<Warning> about(@Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
    bootstrap.argsWarnings().forEach(warning -> warn(SETTING, "K3S_AGENT_ARGS " + warning + "."));
    if (!access.publicIpv4() && !hasJoined) {
      warn(SETTING, withoutIpv4(!access.networks().isEmpty()));
    }
    if (cluster != null) {
      ofTheCluster(cluster);
    }
    return List.copyOf(warnings);
  }

  private static String withoutIpv4(boolean hasNetwork) {
    return hasNetwork
        ? "HCLOUD_PUBLIC_IPV4 is off"
            + NO_IPV6
            + "the network routes to the internet over a NAT gateway. Make that route, or leave"
            + " IPv4 on."
        : "HCLOUD_PUBLIC_IPV4 is off and there is no network, so that machines have IPv6 only"
            + NO_IPV6
            + "its image does without (NAT64, or a mirror). Leave IPv4 on, or set HCLOUD_NETWORK to"
            + " a network with a NAT gateway, or HCLOUD_CLOUD_INIT to user-data that fetches"
            + " nothing over IPv4; K3S_URL must be reachable too.";
  }

  private void ofTheCluster(ClusterInfo cluster) {
    K3sVersion version = new K3sVersion(cluster.version());
    if (!version.isK3s()) {
      warn(
          "NOT_K3S",
          "The cluster says that its version is "
              + cluster.version()
              + ", which is no K3s release: no machine is launched, because ours would install K3s."
              + " Give the user-data with which a machine joins in HCLOUD_CLOUD_INIT.");
      return;
    }
    boolean mayMakeTokens = cluster.granted().contains(Permission.JOIN_TOKENS);
    boolean tooOld = mayMakeTokens && !version.takesBootstrapTokens();
    if (tooOld) {
      warn(
          "NO_BOOTSTRAP_TOKENS",
          "K3s "
              + cluster.version()
              + " knows no bootstrap tokens, so that machines join by CLUSTER_SECRET: upgrade K3s"
              + " to v1.23.17, v1.24.11, v1.25.7, v1.26.2 or later.");
    }
    if (tooOld || cluster.denied().containsKey(Permission.JOIN_TOKENS)) {
      JoinToken.warning(bootstrap.clusterSecret())
          .ifPresent(sentence -> warn("SERVER_TOKEN_GIVEN_AWAY", sentence));
    }
  }

  private void warn(String code, String sentence) {
    warnings.add(new Warning(code, sentence));
  }
}
