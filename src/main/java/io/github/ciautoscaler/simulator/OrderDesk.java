package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.Catalogue.Location;
import io.github.ciautoscaler.simulator.Catalogue.ServerType;
import io.github.ciautoscaler.simulator.CloudAnswer.Refused;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which orders of servers the cloud refuses, in the order in which it looks. */
final class OrderDesk {

  private static final Pattern HOST_NAME =
      Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?");
  private static final int MAX_USER_DATA = 32_768;
  private static final int GROUP_HOLDS = 10;

  private final Catalogue catalogue;
  private final Stock stock;
  private final Supplier<Stream<CloudServer>> servers;

  /**
   * @param servers all there are
   */
  OrderDesk(Catalogue catalogue, Stock stock, Supplier<Stream<CloudServer>> servers) {
    this.servers = servers;
    this.catalogue = catalogue;
    this.stock = stock;
  }

  /**
   * Null: it is accepted.
   *
   * @param full whether the account has no place for another server
   */
  @Nullable Refused refusal(CreateRequest request, Set<String> namesTaken, boolean full) {
    Refused refused = refusalOf(request, namesTaken, full);
    return refused == null ? ofGroup(request.placementGroup()) : refused;
  }

  private @Nullable Refused ofGroup(@Nullable Long id) {
    if (id == null) {
      return null;
    }
    if (catalogue.placementGroups().stream().noneMatch(group -> group.id() == id)) {
      return Refused.of(404, "not_found", "placement group with ID '" + id + "' not found");
    }
    return servers.get().filter(server -> id.equals(server.request().placementGroup())).count()
            < GROUP_HOLDS
        ? null
        : Refused.of(422, "placement_error", "error during placement: the placement group is full");
  }

  private @Nullable Refused refusalOf(CreateRequest request, Set<String> namesTaken, boolean full) {
    if (!HOST_NAME.matcher(request.name()).matches()) {
      return Refused.of(422, "invalid_input", "invalid input in field 'name'");
    }
    Optional<ServerType> type = catalogue.serverType(request.serverType());
    if (type.isEmpty()) {
      return Refused.of(422, "invalid_input", "server type not found");
    }
    Optional<Location> location = catalogue.location(request.location());
    if (location.isEmpty()) {
      return Refused.of(422, "invalid_input", "location not found");
    }
    if (catalogue.image(request.image(), type.get().architecture()).isEmpty()) {
      return Refused.of(422, "invalid_input", "image not found");
    }
    if (request.sshKeys().stream().anyMatch(key -> catalogue.sshKey(key).isEmpty())) {
      return Refused.of(404, "not_found", "SSH key not found");
    }
    if (request.userData().length() > MAX_USER_DATA) {
      return Refused.of(
          422,
          "invalid_input",
          "invalid input in field 'user_data': Length must be between 0 and 32768.");
    }
    if (namesTaken.contains(request.name())) {
      return Refused.of(409, "uniqueness_error", "server name is already used");
    }
    if (!stock.isSold(type.get().name(), location.get().name())) {
      return Refused.of(422, "invalid_input", "unsupported location for server type");
    }
    if (full) {
      return new Refused(403, "resource_limit_exceeded", "server limit exceeded", "server_limit");
    }
    Refused ofType = stock.refusal(type.get().name());
    if (ofType != null) {
      return ofType;
    }
    if (stock.isSoldOut(type.get().name(), location.get().name())) {
      return Refused.of(412, "resource_unavailable", "error during placement");
    }
    return null;
  }
}
