package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.LabelSelector;
import io.github.ciautoscaler.simulator.Catalogue;
import io.github.ciautoscaler.simulator.CreateRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a create call, and refuses what the API refuses before it looks any further.
 */
final class CreateBody {

  private static final int MAX_USER_DATA = 32_768;
  private static final int MAX_NETWORKS = 3;

  private final JsonNode body;
  private final Catalogue catalogue;

  CreateBody(JsonNode body, Catalogue catalogue) {
    this.body = body;
    this.catalogue = catalogue;
  }

  CreateRequest read() {
    if (body.has("datacenter")) {
      throw HetznerError.invalid("datacenter", "is not a known field");
    }
    String userData = body.path("user_data").asString("");
    if (userData.length() > MAX_USER_DATA) {
      throw HetznerError.invalid("user_data", "Length must be between 0 and 32768.");
    }
    JsonNode net = body.path("public_net");
    boolean ipv4 = net.path("enable_ipv4").asBoolean(true);
    boolean ipv6 = net.path("enable_ipv6").asBoolean(true);
    List<Long> networks = networks();
    List<Long> firewalls = firewalls();
    boolean isPrivate = !ipv4 && !ipv6;
    if (isPrivate && networks.isEmpty()) {
      throw HetznerError.invalid("public_net", "a server without public addresses needs a network");
    }
    if (isPrivate && !firewalls.isEmpty()) {
      throw HetznerError.of(
          422, "private_net_only_server", "firewalls cannot be applied to private servers");
    }
    return new CreateRequest(
        required("name"),
        required("server_type"),
        required("image"),
        body.hasNonNull("location") ? idOrName(body.path("location")) : "fsn1",
        labels(body.path("labels")),
        items("ssh_keys").stream().map(CreateBody::idOrName).toList(),
        networks,
        firewalls,
        body.hasNonNull("placement_group") ? body.path("placement_group").asLong() : null,
        ipv4,
        ipv6,
        body.path("start_after_create").asBoolean(true),
        userData);
  }

  private String required(String field) {
    String value = idOrName(body.path(field));
    if (value.isEmpty()) {
      throw HetznerError.invalid(field, "Missing data for required field.");
    }
    return value;
  }

  private static String idOrName(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? "" : value.asString();
  }

  private List<JsonNode> items(String field) {
    return StreamSupport.stream(body.path(field).spliterator(), false).toList();
  }

  private List<Long> networks() {
    List<Long> ids = items("networks").stream().map(JsonNode::asLong).toList();
    if (ids.size() > MAX_NETWORKS) {
      throw HetznerError.invalid("networks", "at most 3 networks");
    }
    for (Long id : ids) {
      if (catalogue.networks().stream().noneMatch(network -> network.id() == id)) {
        throw HetznerError.notFound("network", id);
      }
    }
    return ids;
  }

  private List<Long> firewalls() {
    List<Long> ids =
        items("firewalls").stream().map(entry -> entry.path("firewall").asLong()).toList();
    for (Long id : ids) {
      if (catalogue.firewalls().stream().noneMatch(firewall -> firewall.id() == id)) {
        throw HetznerError.notFound("firewall", id);
      }
    }
    return ids;
  }

  /** Throws where a key or value is none that the API takes. */
  static Map<String, String> labels(JsonNode json) {
    Map<String, String> labels = new HashMap<>();
    for (Map.Entry<String, JsonNode> label : json.properties()) {
      String key = label.getKey();
      String value = label.getValue().asString("");
      if (!LabelSelector.isLegalKey(key) || key.startsWith("hetzner.cloud/")) {
        throw HetznerError.invalid("labels", "invalid key '" + key + "'");
      }
      if (!LabelSelector.isLegalValue(value)) {
        throw HetznerError.invalid("labels", "invalid value of '" + key + "'");
      }
      labels.put(key, value);
    }
    return labels;
  }
}
