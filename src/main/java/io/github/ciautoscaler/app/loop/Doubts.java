package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.bootstrap.AgentArgs;
import io.github.ciautoscaler.reconcile.ReconcileSettings.Doubt;
import java.util.ArrayList;
import java.util.List;

/**
 * What in the settings may keep machines from joining as meant; an owner's user-data is his own.
 */
final class Doubts {

  private static final String NO_IPV6 =
      ": K3s is fetched from GitHub, which has no IPv6, so that a machine joins only where ";

  private Doubts() {}

  static List<Doubt> about(Settings settings) {
    if (settings.machines().userData() != null) {
      return List.of();
    }
    List<Doubt> doubts = new ArrayList<>();
    AgentArgs.check(settings.machines().k3sAgentArgs()).warnings().stream()
        .map(warning -> new Doubt("K3S_AGENT_ARGS " + warning + ".", false))
        .forEach(doubts::add);
    if (!settings.hetzner().publicIpv4()) {
      doubts.add(new Doubt(withoutIpv4(!settings.hetzner().networks().isEmpty()), true));
    }
    return doubts;
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
}
