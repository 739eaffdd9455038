package io.github.ciautoscaler.fleet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server at Hetzner.
 *
 * @param status as the cloud says: initializing, off, starting, running, deleting, ...; unknown
 *     words are kept
 * @param created when the paid hours begin to count
 * @param serverType name
 * @param location name
 * @param hasIpv4 whether an IPv4 address is billed beside it
 * @param pricePerHour net, of the server alone, in the account's currency; null where not said
 */
public record Server(
    long id,
    String name,
    String status,
    Instant created,
    Map<String, String> labels,
    String serverType,
    String location,
    boolean hasIpv4,
    @Nullable BigDecimal pricePerHour) {

  public Server {
    labels = Map.copyOf(labels);
  }

  /** Whether the machine has power; until then a create is still under way. */
  public boolean isStarted() {
    return status.equals("running");
  }

  public Placement placement() {
    return new Placement(serverType, location);
  }
}
