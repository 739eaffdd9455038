package io.github.ciautoscaler.report;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the servers cost, net, IPv4 included.
 *
 * @param currency null until prices were read once; then nothing else is known either
 * @param perHour of all machines of ours; null while one price is unknown
 * @param today for the hours that began since midnight UTC, as far as this process saw them; null
 *     while one price is unknown
 * @param foreign so far, as far as prices are known
 */
public record CostSummary(
    @Nullable String currency,
    @Nullable BigDecimal perHour,
    @Nullable BigDecimal today,
    BigDecimal foreign) {

  static final CostSummary UNKNOWN = new CostSummary(null, null, null, BigDecimal.ZERO);
}
