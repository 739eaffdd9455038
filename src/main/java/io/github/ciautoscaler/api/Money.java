package io.github.ciautoscaler.api;

import java.math.BigDecimal;

/** Money as a decimal string: exact, never in exponents, at least two decimals. */
final class Money {

  private Money() {}

  static String text(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
  }
}
