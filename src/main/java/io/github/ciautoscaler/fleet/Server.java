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

  /** When it became ours: its creation, or its adoption. */
  public Instant oursSince() {
    Long adopted = number(Labels.ADOPTED_AT);
    return adopted == null ? created : Instant.ofEpochSecond(adopted);
  }

  /** The highest runner id when it was ordered; below every id where that was not noted. */
  public long runnersBefore() {
    Long highest = number(Labels.RUNNERS_BEFORE);
    return highest == null ? -1 : highest;
  }

  /** A label that somebody spoiled counts as not there. */
  private @Nullable Long number(String label) {
    String text = labels.getOrDefault(label, "");
    try {
      return text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException spoiled) {
      return null;
    }
  }

  public Placement placement() {
    return new Placement(serverType, location);
  }
}
