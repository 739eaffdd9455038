package io.github.ciautoscaler.fleet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server at Hetzner.
 *
 * @param status as the cloud says: initializing, off, starting, running, deleting, ...; unknown
 *     words are kept
 * @param addresses where it is reached
 */
public record Server(long id, Metadata metadata, String status, Paid paid, Addresses addresses) {

  /** What people and we call it; both may change while it lives. */
  public record Metadata(String name, Map<String, String> labels) {
    public Metadata {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * What is paid for.
   *
   * @param created when the paid hours begin to count
   * @param offering its type and location, by name
   * @param hasIpv4 whether an IPv4 address is billed beside it
   * @param perHour net, of the server alone, in the account's currency; null where not said
   */
  public record Paid(
      Instant created, Offering offering, boolean hasIpv4, @Nullable BigDecimal perHour) {}

  /**
   * A server's addresses.
   *
   * @param world public ones, which no other server has; IPv6 as a network, as in {@code
   *     2001:db8:1:2::/64}
   * @param inner those in private networks, which another network may have too
   */
  public record Addresses(Set<String> world, Set<String> inner) {
    public static final Addresses NONE = new Addresses(Set.of(), Set.of());

    public Addresses {
      world = Set.copyOf(world);
      inner = Set.copyOf(inner);
    }
  }

  /** The same, as created at this moment. */
  public Server createdAt(Instant then) {
    Paid since = new Paid(then, paid.offering, paid.hasIpv4, paid.perHour);
    return new Server(id, metadata, status, since, addresses);
  }

  public String name() {
    return metadata.name;
  }

  public Map<String, String> labels() {
    return metadata.labels;
  }

  /** When its paid hours begin to count. */
  public Instant created() {
    return paid.created;
  }

  /** Whether the machine has power; until then a create is still under way. */
  public boolean isStarted() {
    return status.equals("running");
  }

  /** When it became ours: its creation, or its adoption. */
  public Instant oursSince() {
    Long adopted = number(Labels.ADOPTED_AT);
    return adopted == null ? paid.created : Instant.ofEpochSecond(adopted);
  }

  /** The highest runner id when it was ordered; below every id where that was not recorded. */
  public long runnersBefore() {
    Long highest = number(Labels.RUNNERS_BEFORE);
    return highest == null ? -1 : highest;
  }

  /** A label that somebody spoiled counts as not there. */
  private @Nullable Long number(String label) {
    String text = metadata.labels.getOrDefault(label, "");
    try {
      return text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException spoiled) {
      return null;
    }
  }

  public Offering offering() {
    return paid.offering;
  }
}
