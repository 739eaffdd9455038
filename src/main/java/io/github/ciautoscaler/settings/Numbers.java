package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Pool.LaunchRate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types of what is written as a number. */
final class Numbers {

  /** The original's numbers: 64 bits, no sign but a plus. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+?\\d{1,20}");

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,4})/([1-9]\\d{0,4}[smhSMH])");

  private static final Pattern PARTS =
      Pattern.compile("(?=.)(\\d{1,5}h)?(\\d{1,5}m)?(\\d{1,5}s)?", Pattern.CASE_INSENSITIVE);

  /** Longer than any machine lives, and far from overflowing. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final double LARGEST_FACTOR = 1_000_000;

  static final Type<Integer> COUNT =
      new Type<Integer>(
              Kind.NUMBER,
              1,
              (text, remarks) ->
                  whole(text, BigInteger.valueOf(Integer.MAX_VALUE), remarks)
                      .map(BigInteger::intValueExact))
          .in("whole number");

  static final Type<Duration> SECONDS = times(Duration.ofSeconds(1)).in("seconds");

  static final Type<Duration> MINUTES = times(Duration.ofMinutes(1)).in("minutes");

  /** Above 0. */
  static final Type<Double> FACTOR = new Type<>(Kind.NUMBER, 1.0, Numbers::factor);

  /** An amount of money, above 0. */
  static final Type<BigDecimal> AMOUNT = new Type<>(Kind.NUMBER, BigDecimal.ONE, Numbers::amount);

  /** Also below 0. */
  static final Type<Long> ANY = new Type<>(Kind.NUMBER, 0L, Numbers::any);

  /** So many within a time, as in {@code 4/5m}. */
  static final Type<LaunchRate> LAUNCH_RATE =
      new Type<>(Kind.TEXT, new LaunchRate(1, Duration.ofMinutes(1)), Numbers::launchRate);

  /** Hours, minutes and seconds, as in {@code 1h30m}. */
  static final Type<Duration> DURATION = new Type<>(Kind.TEXT, Duration.ZERO, Numbers::duration);

  private Numbers() {}

  private static Type<Duration> times(Duration unit) {
    BigInteger most = BigInteger.valueOf(LONGEST.dividedBy(unit));
    return new Type<>(
        Kind.NUMBER,
        unit,
        (text, remarks) ->
            whole(text, most, remarks).map(number -> unit.multipliedBy(number.longValueExact())));
  }

  private static Optional<BigInteger> whole(String text, BigInteger most, Remarks remarks) {
    if (!WHOLE_NUMBER.matcher(text).matches() || new BigInteger(text).compareTo(MOST) > 0) {
      return remarks.wrong(
          "is " + remarks.shown(text) + ", which is not a whole number",
          "Write digits only, as in " + remarks.example("5") + remarks.orUnset());
    }
    BigInteger value = new BigInteger(text);
    if (value.compareTo(most) > 0) {
      remarks.odd("is huge; " + most + " is used");
    }
    return Optional.of(value.min(most));
  }

  private static Optional<Double> factor(String text, Remarks remarks) {
    try {
      double value = new BigDecimal(text.strip()).doubleValue();
      if (value > 0 && value <= LARGEST_FACTOR) {
        return Optional.of(value);
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    return remarks.wrong(
        "is " + remarks.shown(text) + ", which is not a number above 0",
        "Write a number, as in " + remarks.example("1.5") + remarks.orUnset());
  }

  private static Optional<BigDecimal> amount(String text, Remarks remarks) {
    try {
      BigDecimal value = new BigDecimal(text.strip());
      if (value.signum() > 0 && value.precision() - value.scale() < 10 && value.scale() < 10) {
        return Optional.of(value);
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    return remarks.wrong(
        "is " + remarks.shown(text) + ", which is no amount above 0",
        "Write a number without a currency, as in " + remarks.example("0.50") + remarks.orUnset());
  }

  private static Optional<Long> any(String text, Remarks remarks) {
    try {
      return Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return remarks.wrong(
          "is " + remarks.shown(text) + ", which is not a whole number",
          "Write digits only" + remarks.orUnset());
    }
  }

  private static Optional<Duration> duration(String text, Remarks remarks) {
    return PARTS.matcher(text.strip()).matches()
        ? Optional.of(Duration.parse("PT" + text.strip().toUpperCase(Locale.ROOT)))
        : remarks.wrong(
            "is " + remarks.shown(text) + ", which is no length of time",
            "Write hours, minutes and seconds, as in 1h30m or 20m, or unset it.");
  }

  private static Optional<LaunchRate> launchRate(String text, Remarks remarks) {
    Matcher parts = RATE.matcher(text.strip());
    if (!parts.matches()) {
      return remarks.wrong(
          "is " + remarks.shown(text) + ", which is not so many within a time",
          "Write a number from 1 on, a slash and a time, as in 4/5m, or unset it.");
    }
    Duration per = Duration.parse("PT" + parts.group(2).toUpperCase(Locale.ROOT));
    return Optional.of(new LaunchRate(Integer.parseInt(parts.group(1)), per));
  }
}
