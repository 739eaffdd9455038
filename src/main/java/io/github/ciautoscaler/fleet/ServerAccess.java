package io.github.ciautoscaler.fleet;

import java.util.List;

/**
 * How a pool's servers are reached, and reach others. Networks, firewalls and keys are names or
 * numeric ids, as their owner wrote them.
 *
 * @param networks to attach; empty for none
 * @param firewalls to apply; empty for none
 * @param sshKeys to install; empty for every key of the project, as the original does
 * @param publicIpv4 whether a server gets a (billed) public IPv4 address
 * @param publicIpv6 whether a server gets a public IPv6 address
 */
public record ServerAccess(
    List<String> networks,
    List<String> firewalls,
    List<String> sshKeys,
    boolean publicIpv4,
    boolean publicIpv6) {

  /** A public address of both kinds, every key of the project, no network and no firewall. */
  public static final ServerAccess PUBLIC =
      new ServerAccess(List.of(), List.of(), List.of(), true, true);

  public ServerAccess {
    networks = List.copyOf(networks);
    firewalls = List.copyOf(firewalls);
    sshKeys = List.copyOf(sshKeys);
  }

  /** Hetzner makes no server without one. */
  public boolean hasAnyAddress() {
    return publicIpv4 || publicIpv6 || !networks.isEmpty();
  }
}
