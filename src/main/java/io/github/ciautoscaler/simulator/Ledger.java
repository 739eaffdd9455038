package io.github.ciautoscaler.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the account is charged: every started hour from creation to deletion, whatever it did. */
public final class Ledger {

  /**
   * One server's bill.
   *
   * @param deleted null while it runs
   */
  public record Entry(
      long serverId,
      String name,
      String type,
      String location,
      Map<String, String> labels,
      Instant created,
      @Nullable Instant deleted,
      BigDecimal perHour) {

    /** Started hours up to its deletion, or up to now. */
    public long hours(Instant now) {
      Instant end = deleted == null ? now : deleted;
      long millis = Math.max(1, Duration.between(created, end).toMillis());
      return Math.ceilDiv(millis, Duration.ofHours(1).toMillis());
    }

    public BigDecimal cost(Instant now) {
      return perHour.multiply(BigDecimal.valueOf(hours(now)));
    }
  }

  private final Map<Long, Entry> entries = new LinkedHashMap<>();

  void open(CloudServer server) {
    BigDecimal address = server.request().ipv4() ? Catalogue.IPV4_PER_HOUR : BigDecimal.ZERO;
    entries.put(
        server.id(),
        new Entry(
            server.id(),
            server.name(),
            server.type().name(),
            server.location().name(),
            server.labels(),
            server.created(),
            null,
            server.type().perHour().add(address)));
  }

  void close(CloudServer server, Instant at) {
    entries.computeIfPresent(
        server.id(),
        (id, open) ->
            open.deleted() != null
                ? open
                : new Entry(
                    id,
                    open.name(),
                    open.type(),
                    open.location(),
                    open.labels(),
                    open.created(),
                    at,
                    open.perHour()));
  }

  /** Every server that was ever billed, oldest first. */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  public BigDecimal total(Instant now) {
    return entries.values().stream()
        .map(entry -> entry.cost(now))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public long hours(Instant now) {
    return entries.values().stream().mapToLong(entry -> entry.hours(now)).sum();
  }
}
