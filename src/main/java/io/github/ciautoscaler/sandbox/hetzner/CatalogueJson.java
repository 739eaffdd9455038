package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.Catalogue;
import io.github.ciautoscaler.simulator.Catalogue.Firewall;
import io.github.ciautoscaler.simulator.Catalogue.Image;
import io.github.ciautoscaler.simulator.Catalogue.Location;
import io.github.ciautoscaler.simulator.Catalogue.Network;
import io.github.ciautoscaler.simulator.Catalogue.PlacementGroup;
import io.github.ciautoscaler.simulator.Catalogue.ServerType;
import io.github.ciautoscaler.simulator.Catalogue.SshKey;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.Stock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the cloud sells and the project owns, as the API writes it. */
final class CatalogueJson {

  static final long INCLUDED_TRAFFIC = 21_990_232_555_520L;
  private static final BigDecimal VAT = new BigDecimal("1.19");

  private final Catalogue catalogue;
  private final Stock stock;

  CatalogueJson(Catalogue catalogue, Stock stock) {
    this.catalogue = catalogue;
    this.stock = stock;
  }

  ObjectNode location(Location place) {
    return Json.object(
        "id",
        place.id(),
        "name",
        place.name(),
        "description",
        place.city() + " DC Park 1",
        "country",
        place.country(),
        "city",
        place.city(),
        "latitude",
        50.0,
        "longitude",
        11.0,
        "network_zone",
        "eu-central");
  }

  ObjectNode serverType(ServerType type) {
    return Json.object(
        "id",
        type.id(),
        "name",
        type.name(),
        "description",
        type.name().toUpperCase(Locale.ROOT),
        "category",
        type.cpuType().equals("shared") ? "Shared vCPU" : "Dedicated vCPU",
        "cores",
        type.cores(),
        "memory",
        (double) type.memory(),
        "disk",
        type.disk(),
        "storage_type",
        "local",
        "cpu_type",
        type.cpuType(),
        "architecture",
        type.architecture(),
        "prices",
        sold(type).stream().map(place -> price(type, place)).toList(),
        "locations",
        sold(type).stream().map(place -> offer(type, place)).toList(),
        "deprecation",
        null);
  }

  private List<Location> sold(ServerType type) {
    return catalogue.locations().stream()
        .filter(place -> stock.isSold(type.name(), place.name()))
        .toList();
  }

  private ObjectNode offer(ServerType type, Location place) {
    boolean available = stock.isShownAvailable(type.name(), place.name());
    return Json.object(
        "id",
        place.id(),
        "name",
        place.name(),
        "deprecation",
        null,
        "available",
        available,
        "recommended",
        available);
  }

  private static ObjectNode price(ServerType type, Location place) {
    return Json.object(
        "location",
        place.name(),
        "price_hourly",
        money(type.perHour()),
        "price_monthly",
        money(type.perMonth()),
        "included_traffic",
        INCLUDED_TRAFFIC,
        "price_per_tb_traffic",
        money(BigDecimal.ONE));
  }

  /** Decimal strings, as long as the real ones. */
  private static ObjectNode money(BigDecimal net) {
    return Json.object(
        "net",
        net.setScale(10, RoundingMode.HALF_UP).toPlainString(),
        "gross",
        net.multiply(VAT).setScale(16, RoundingMode.HALF_UP).toPlainString());
  }

  ObjectNode image(Image image) {
    return Json.object(
        "id",
        image.id(),
        "type",
        image.isSnapshot() ? "snapshot" : "system",
        "status",
        "available",
        "name",
        image.name(),
        "description",
        image.osFlavor() + " " + image.osVersion(),
        "image_size",
        image.isSnapshot() ? 0.18 : null,
        "disk_size",
        5,
        "created",
        image.created(),
        "created_from",
        null,
        "bound_to",
        null,
        "os_flavor",
        image.osFlavor(),
        "os_version",
        image.osVersion(),
        "architecture",
        image.architecture(),
        "rapid_deploy",
        !image.isSnapshot(),
        "protection",
        Json.object("delete", false),
        "deprecated",
        null,
        "deleted",
        null,
        "labels",
        image.labels());
  }

  ObjectNode sshKey(SshKey key) {
    return Json.object(
        "id",
        key.id(),
        "name",
        key.name(),
        "fingerprint",
        key.fingerprint(),
        "public_key",
        key.publicKey(),
        "labels",
        Json.object(),
        "created",
        Catalogue.BEGINNING);
  }

  ObjectNode network(Network network, LongStream servers) {
    ObjectNode subnet =
        Json.object(
            "type",
            "cloud",
            "ip_range",
            network.ipRange(),
            "network_zone",
            "eu-central",
            "gateway",
            "10.0.0.1");
    return Json.object(
        "id",
        network.id(),
        "name",
        network.name(),
        "ip_range",
        network.ipRange(),
        "subnets",
        List.of(subnet),
        "routes",
        List.of(),
        "servers",
        servers.boxed().toList(),
        "load_balancers",
        List.of(),
        "protection",
        Json.object("delete", false),
        "labels",
        Json.object(),
        "created",
        Catalogue.BEGINNING,
        "expose_routes_to_vswitch",
        false);
  }

  ObjectNode firewall(Firewall firewall) {
    return Json.object(
        "id",
        firewall.id(),
        "name",
        firewall.name(),
        "labels",
        Json.object(),
        "created",
        Catalogue.BEGINNING,
        "rules",
        List.of(),
        "applied_to",
        List.of());
  }

  ObjectNode placementGroup(PlacementGroup group, LongStream servers) {
    return Json.object(
        "id",
        group.id(),
        "name",
        group.name(),
        "labels",
        Json.object(),
        "type",
        "spread",
        "created",
        Catalogue.BEGINNING,
        "servers",
        servers.boxed().toList());
  }

  /** As a server has it; null where it is in none. */
  @Nullable ObjectNode placementGroup(CloudServer server) {
    return catalogue.placementGroups().stream()
        .filter(group -> Long.valueOf(group.id()).equals(server.request().placementGroup()))
        .findFirst()
        .map(group -> placementGroup(group, LongStream.of(server.id())))
        .orElse(null);
  }

  ObjectNode pricing() {
    List<ObjectNode> types =
        catalogue.serverTypes().stream()
            .map(type ->
                Json.object(
                    "id",
                    type.id(),
                    "name",
                    type.name(),
                    "prices",
                    sold(type).stream().map(place -> price(type, place)).toList()))
            .toList();
    return Json.object(
        "currency",
        Catalogue.CURRENCY,
        "vat_rate",
        "19.000000",
        "image",
        Json.object("price_per_gb_month", money(new BigDecimal("0.0110"))),
        "volume",
        Json.object("price_per_gb_month", money(new BigDecimal("0.0440"))),
        "server_backup",
        Json.object("percentage", "20.0000000000"),
        "floating_ip",
        Json.object("price_monthly", money(new BigDecimal("3.00"))),
        "floating_ips",
        List.of(),
        "primary_ips",
        List.of(
            Map.of("type", "ipv4", "prices", addressPrices()),
            Map.of("type", "ipv6", "prices", List.of())),
        "server_types",
        types,
        "load_balancer_types",
        List.of());
  }

  private List<ObjectNode> addressPrices() {
    return catalogue.locations().stream()
        .map(place ->
            Json.object(
                "location",
                place.name(),
                "price_hourly",
                money(Catalogue.IPV4_PER_HOUR),
                "price_monthly",
                money(Catalogue.IPV4_PER_MONTH)))
        .toList();
  }
}
