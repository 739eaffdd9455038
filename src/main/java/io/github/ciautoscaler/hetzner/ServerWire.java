package io.github.ciautoscaler.hetzner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Server;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server as Hetzner sends it. Fields come and go with the years, so only what identifies and
 * bills the server must be there. What is not known is skipped: else Jackson keeps a copy of it
 * until the record is made, and most of a server is not known.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServerWire(
    @Nullable Long id,
    @Nullable String name,
    @Nullable String status,
    @Nullable String created,
    @Nullable Map<String, @Nullable String> labels,
    @Nullable PublicNet publicNet,
    @Nullable List<PrivateNet> privateNet,
    @Nullable ServerType serverType,
    @Nullable Location location)
    implements PageWire.Item {

  private static final String UNKNOWN = "unknown";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PublicNet(@Nullable Ip ipv4, @Nullable Ip ipv6) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Ip(@Nullable String ip) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PrivateNet(@Nullable String ip) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ServerType(@Nullable String name, @Nullable List<Price> prices) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Location(@Nullable String name) {}

  /** The body of one server's answer. */
  record Envelope(@Nullable ServerWire server) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Page(@Nullable List<ServerWire> servers, @Nullable Meta meta)
      implements PageWire<ServerWire> {
    @Override
    public @Nullable List<ServerWire> items() {
      return servers;
    }
  }

  /** Empty where id, name or creation time are missing or unreadable. */
  Optional<Server> toServer() {
    Instant since = instant(created);
    if (id == null || name == null || since == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Server(
            id,
            new Server.Metadata(name, withoutNulls(labels)),
            status == null ? UNKNOWN : status,
            new Server.Paid(
                since,
                new Offering(
                    serverType == null || serverType.name() == null ? UNKNOWN : serverType.name(),
                    place()),
                publicNet != null && publicNet.ipv4() != null && publicNet.ipv4().ip() != null,
                pricePerHour()),
            addresses()));
  }

  private Server.Addresses addresses() {
    Set<String> world = new HashSet<>();
    if (publicNet != null) {
      addTo(world, publicNet.ipv4());
      addTo(world, publicNet.ipv6());
    }
    Set<String> inner = new HashSet<>();
    for (PrivateNet net : privateNet == null ? List.<PrivateNet>of() : privateNet) {
      addTo(inner, new Ip(net.ip()));
    }
    return new Server.Addresses(world, inner);
  }

  private static void addTo(Set<String> addresses, @Nullable Ip ip) {
    if (ip != null && ip.ip() != null) {
      addresses.add(ip.ip());
    }
  }

  private String place() {
    return location == null || location.name() == null ? UNKNOWN : location.name();
  }

  /** A type's prices are listed for every location that sells it. */
  private @Nullable BigDecimal pricePerHour() {
    return serverType == null ? null : Price.perHourNet(serverType.prices()).get(place());
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Map<String, String> withoutNulls(@Nullable Map<String, @Nullable String> labels) {
    Map<String, String> result = new HashMap<>();
    if (labels != null) {
      labels.forEach((key, value) -> result.put(key, value == null ? "" : value));
    }
    return result;
  }
}
