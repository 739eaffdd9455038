package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body that orders a server: the original's, and what the template adds to it. What is null is
 * left to Hetzner.
 *
 * @param sshKeys names as text, ids as numbers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderWire(
    boolean automount,
    @Nullable List<Firewall> firewalls,
    String image,
    Map<String, String> labels,
    String location,
    String name,
    @Nullable List<Long> networks,
    @Nullable Long placementGroup,
    @Nullable PublicNet publicNet,
    String serverType,
    List<Object> sshKeys,
    boolean startAfterCreate,
    String userData) {

  record Firewall(long firewall) {}

  record PublicNet(boolean enableIpv4, boolean enableIpv6) {}

  /**
   * @param image name or id
   */
  static OrderWire of(Order order, String image, References.Known known) {
    ServerAccess access = order.template().access();
    boolean isMadeApart = order.template().options().subnet() != null;
    return new OrderWire(
        false,
        known.firewalls().isEmpty() ? null : known.firewalls().stream().map(Firewall::new).toList(),
        image,
        new TreeMap<>(order.labels()),
        order.offering().location(),
        order.name(),
        isMadeApart || known.networks().isEmpty() ? null : known.networks(),
        known.placementGroup(),
        access.publicIpv4() && access.publicIpv6()
            ? null
            : new PublicNet(access.publicIpv4(), access.publicIpv6()),
        order.offering().serverType(),
        known.sshKeys(),
        !isMadeApart,
        order.userData().reveal());
  }

  /** Without user data, which holds the join token. */
  @Override
  public String toString() {
    return "order of " + name;
  }
}
