package io.github.ciautoscaler.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long: {@code 90s}, {@code 30m}, {@code 2h}, {@code 1d}, {@code 1h30m}, {@code PT30M}.
 */
public final class PauseLength {

  static final Duration MOST = Duration.ofDays(366);

  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,3})d)?(?:(\\d{1,5})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");

  private PauseLength() {}

  /** Empty for what is no such length, is shorter than a second or longer than {@link #MOST}. */
  public static Optional<Duration> parse(String text) {
    String word = text.strip();
    Matcher matcher = SHORT.matcher(word.toLowerCase(Locale.ROOT));
    Optional<Duration> length =
        matcher.matches()
            ? Optional.of(
                Duration.ofDays(number(matcher, 1))
                    .plusHours(number(matcher, 2))
                    .plusMinutes(number(matcher, 3))
                    .plusSeconds(number(matcher, 4)))
            : iso(word);
    return length.filter(
        value -> value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(MOST) <= 0);
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException notALength) {
      return Optional.empty();
    }
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }
}
