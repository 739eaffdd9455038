package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Resources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amounts as the cluster writes them: 100m, 1.5, 128Mi, 1e3, 2G. */
final class Quantities {

  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("", BigDecimal.ONE),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", binary(1)),
          Map.entry("Mi", binary(2)),
          Map.entry("Gi", binary(3)),
          Map.entry("Ti", binary(4)),
          Map.entry("Pi", binary(5)),
          Map.entry("Ei", binary(6)));

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Quantities() {}

  private static BigDecimal binary(int power) {
    return BigDecimal.valueOf(1024).pow(power);
  }

  static Resources all(@Nullable Map<String, String> written) {
    Map<String, Long> amounts = new HashMap<>();
    if (written != null) {
      written.forEach((resource, text) -> amounts.put(resource, amount(resource, text)));
    }
    return new Resources(amounts);
  }

  /** Rounded up, as the scheduler does: cpu in thousandths. */
  static long amount(String resource, String text) {
    BigDecimal value = parse(text);
    BigDecimal counted = resource.equals(Resources.CPU) ? value.movePointRight(3) : value;
    return counted.min(LARGEST).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static BigDecimal parse(String text) {
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    String unit = text.substring(end);
    BigDecimal factor = UNITS.get(unit);
    try {
      return factor == null
          ? new BigDecimal(text)
          : new BigDecimal(text.substring(0, end)).multiply(factor);
    } catch (NumberFormatException notAnAmount) {
      throw new IllegalArgumentException("an amount " + text, notAnAmount);
    }
  }
}
