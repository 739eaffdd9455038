package io.github.ciautoscaler.hetzner;

import java.time.Duration;
import java.util.List;

/**
 * What every server that is ordered has in common, and how long the API may take. Networks, keys
 * and firewalls are names or numeric ids, as their owner wrote them.
 *
 * @param networks to attach; empty for none
 * @param sshKeys to install; empty for every key of the project, as the original does
 * @param firewalls to apply; empty for none
 * @param publicIpv4 whether a server gets a (billed) public IPv4 address
 * @param publicIpv6 whether a server gets a public IPv6 address
 * @param answerWithin most that one request may take from first to last byte
 * @param createWithin the same for ordering a server, which Hetzner answers slowly
 * @param rememberFor how long resolved names are used before they are asked for again
 */
public record HetznerSettings(
    List<String> networks,
    List<String> sshKeys,
    List<String> firewalls,
    boolean publicIpv4,
    boolean publicIpv6,
    Duration answerWithin,
    Duration createWithin,
    Duration rememberFor) {

  public HetznerSettings {
    networks = List.copyOf(networks);
    sshKeys = List.copyOf(sshKeys);
    firewalls = List.copyOf(firewalls);
  }

  /** With the time-outs that suit the real API. */
  public HetznerSettings(
      List<String> networks,
      List<String> sshKeys,
      List<String> firewalls,
      boolean publicIpv4,
      boolean publicIpv6) {
    this(
        networks,
        sshKeys,
        firewalls,
        publicIpv4,
        publicIpv6,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofHours(1));
  }

  /** A public address of both kinds, every key of the project, no network and no firewall. */
  public static HetznerSettings defaults() {
    return new HetznerSettings(List.of(), List.of(), List.of(), true, true);
  }
}
