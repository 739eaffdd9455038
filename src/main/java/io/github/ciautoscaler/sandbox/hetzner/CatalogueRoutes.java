package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Routes;
import io.github.ciautoscaler.simulator.Catalogue.Network;
import io.github.ciautoscaler.simulator.Catalogue.PlacementGroup;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.CloudWorld;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Lists of what is sold and owned; each can also be asked by id. */
final class CatalogueRoutes {

  private final CloudWorld cloud;
  private final CatalogueJson json;

  CatalogueRoutes(CloudWorld cloud, CatalogueJson json) {
    this.cloud = cloud;
    this.json = json;
  }

  void addTo(Routes routes) {
    var catalogue = cloud.catalogue();
    add(routes, "location", () -> catalogue.locations().stream().map(json::location));
    add(routes, "server_type", () -> catalogue.serverTypes().stream().map(json::serverType));
    add(routes, "ssh_key", () -> catalogue.sshKeys().stream().map(json::sshKey));
    add(routes, "network", () -> catalogue.networks().stream().map(this::network));
    add(routes, "firewall", () -> catalogue.firewalls().stream().map(json::firewall));
    add(routes, "placement_group", () -> catalogue.placementGroups().stream().map(this::group));
    add(
        routes,
        "image",
        () -> catalogue.images().stream().map(json::image),
        "name",
        "architecture",
        "type",
        "status");
    add(routes, "volume", Stream::empty);
    routes.on("GET", "/v1/pricing", (_, _) -> HetznerFace.one("pricing", json.pricing()));
  }

  private ObjectNode network(Network network) {
    return json.network(
        network,
        cloud.servers().stream()
            .filter(server -> server.networks().contains(network.id()))
            .mapToLong(CloudServer::id));
  }

  private ObjectNode group(PlacementGroup group) {
    return json.placementGroup(
        group,
        cloud.servers().stream()
            .filter(server -> Long.valueOf(group.id()).equals(server.request().placementGroup()))
            .mapToLong(CloudServer::id));
  }

  private static void add(
      Routes routes, String thing, Supplier<Stream<ObjectNode>> all, String... filters) {
    String[] fields = filters.length == 0 ? new String[] {"name"} : filters;
    routes
        .on(
            "GET",
            "/v1/" + thing + "s",
            (request, _) -> Lists.answer(request, thing + "s", all.get().toList(), fields))
        .on("GET", "/v1/" + thing + "s/{id}", (_, path) -> one(thing, all.get(), path));
  }

  private static Response one(String thing, Stream<ObjectNode> all, Map<String, String> path) {
    long id = Ids.of(path);
    List<ObjectNode> found = all.filter(item -> item.path("id").asLong() == id).toList();
    if (found.isEmpty()) {
      throw HetznerError.notFound(thing, id);
    }
    return HetznerFace.one(thing, found.getFirst());
  }
}
