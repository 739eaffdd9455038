package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.CreateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A server as the API writes it, with everything that is embedded in it. */
final class ServerJson {

  private final CatalogueJson catalogue;

  ServerJson(CatalogueJson catalogue) {
    this.catalogue = catalogue;
  }

  ObjectNode of(CloudServer server) {
    CreateRequest order = server.request();
    return Json.object(
        "id",
        server.id(),
        "name",
        server.name(),
        "status",
        server.status(),
        "created",
        server.created(),
        "public_net",
        publicNet(server),
        "private_net",
        server.networks().stream().map(network -> privateNet(server, network)).toList(),
        "server_type",
        catalogue.serverType(server.type()),
        "location",
        catalogue.location(server.location()),
        "image",
        catalogue.image(server.image()),
        "iso",
        null,
        "rescue_enabled",
        false,
        "locked",
        server.locked(),
        "backup_window",
        null,
        "outgoing_traffic",
        null,
        "ingoing_traffic",
        null,
        "included_traffic",
        CatalogueJson.INCLUDED_TRAFFIC,
        "protection",
        Json.object("delete", false, "rebuild", false),
        "labels",
        server.labels(),
        "volumes",
        List.of(),
        "load_balancers",
        List.of(),
        "primary_disk_size",
        server.type().disk(),
        "placement_group",
        catalogue.placementGroup(server));
  }

  private static ObjectNode publicNet(CloudServer server) {
    CreateRequest order = server.request();
    return Json.object(
        "ipv4",
        order.ipv4() ? ipv4(server) : null,
        "ipv6",
        order.ipv6() ? ipv6(server) : null,
        "floating_ips",
        List.of(),
        "firewalls",
        order.firewalls().stream().map(id -> Json.object("id", id, "status", "applied")).toList());
  }

  static String address(CloudServer server) {
    return "203.0.113." + lastByte(server);
  }

  private static long lastByte(CloudServer server) {
    return 1 + server.id() % 250;
  }

  private static ObjectNode ipv4(CloudServer server) {
    return Json.object(
        "id",
        server.id() * 2,
        "ip",
        address(server),
        "blocked",
        false,
        "dns_ptr",
        "static.%d.113.0.203.clients.your-server.de".formatted(lastByte(server)));
  }

  private static ObjectNode ipv6(CloudServer server) {
    return Json.object(
        "id",
        server.id() * 2 + 1,
        "ip",
        "2001:db8:%x::/64".formatted(server.id() % 0xffff),
        "blocked",
        false,
        "dns_ptr",
        List.of());
  }

  private static ObjectNode privateNet(CloudServer server, Long network) {
    return Json.object(
        "network",
        network,
        "ip",
        server.innerAddress(),
        "alias_ips",
        List.of(),
        "mac_address",
        "86:00:ff:2a:7d:%02x".formatted(lastByte(server)));
  }

  /** The address that came with a server; null for one without. */
  @Nullable ObjectNode primaryIp(CloudServer server) {
    if (!server.request().ipv4()) {
      return null;
    }
    return Json.object(
        "id",
        server.id() * 2,
        "name",
        "primary_ip-" + server.id() * 2,
        "ip",
        address(server),
        "type",
        "ipv4",
        "assignee_id",
        server.id(),
        "assignee_type",
        "server",
        "auto_delete",
        true,
        "blocked",
        false,
        "location",
        catalogue.location(server.location()),
        "protection",
        Json.object("delete", false),
        "dns_ptr",
        List.of(),
        "labels",
        Json.object(),
        "created",
        server.created());
  }
}
