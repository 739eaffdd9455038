package io.github.ciautoscaler.fleet;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What the account pays, net.
 *
 * @param currency ISO 4217
 * @param serverPerHour by offering
 * @param ipv4PerHour by location
 */
public record PriceList(
    String currency, Map<Offering, BigDecimal> serverPerHour, Map<String, BigDecimal> ipv4PerHour) {

  public PriceList {
    serverPerHour = Map.copyOf(serverPerHour);
    ipv4PerHour = Map.copyOf(ipv4PerHour);
  }

  /** Price of one started hour of this server with its IPv4 address, if both are known. */
  public Optional<BigDecimal> perHour(Server server) {
    Server.Paid paid = server.paid();
    Offering offering = paid.offering();
    BigDecimal own = paid.perHour() != null ? paid.perHour() : serverPerHour.get(offering);
    BigDecimal ip = paid.hasIpv4() ? ipv4PerHour.get(offering.location()) : BigDecimal.ZERO;
    return own == null || ip == null ? Optional.empty() : Optional.of(own.add(ip));
  }
}
