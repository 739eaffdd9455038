package io.github.ciautoscaler.fleet;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    return with(ipv4(offering.location(), paid.hasIpv4()), own);
  }

  /** The same of a server that could be launched, as far as the list has it under these names. */
  public Optional<BigDecimal> perHour(Offering offering, boolean withIpv4) {
    return with(ipv4(offering.location(), withIpv4), serverPerHour.get(offering));
  }

  private @Nullable BigDecimal ipv4(String location, boolean has) {
    return has ? ipv4PerHour.get(location) : BigDecimal.ZERO;
  }

  private static Optional<BigDecimal> with(@Nullable BigDecimal ip, @Nullable BigDecimal own) {
    return own == null || ip == null ? Optional.empty() : Optional.of(own.add(ip));
  }
}
