package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body that orders a server: the seed's, and what our settings add to it. What is null is left
 * to Hetzner.
 *
 * @param sshKeys names as text, ids as numbers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderWire(
    String name,
    String serverType,
    String image,
    String location,
    List<Object> sshKeys,
    @Nullable List<Long> networks,
    @Nullable List<Firewall> firewalls,
    @Nullable PublicNet publicNet,
    Map<String, String> labels,
    String userData,
    boolean automount,
    boolean startAfterCreate) {

  record Firewall(long firewall) {}

  record PublicNet(boolean enableIpv4, boolean enableIpv6) {}

  static OrderWire of(Order order, References.Known known, HetznerSettings settings) {
    return new OrderWire(
        order.name(),
        order.placement().serverType(),
        order.image(),
        order.placement().location(),
        known.sshKeys(),
        known.networks().isEmpty() ? null : known.networks(),
        known.firewalls().isEmpty() ? null : known.firewalls().stream().map(Firewall::new).toList(),
        settings.publicIpv4() && settings.publicIpv6()
            ? null
            : new PublicNet(settings.publicIpv4(), settings.publicIpv6()),
        new TreeMap<>(order.labels()),
        order.userData().reveal(),
        false,
        true);
  }

  /** Without user data, which holds the join token. */
  @Override
  public String toString() {
    return "order of " + name;
  }
}
