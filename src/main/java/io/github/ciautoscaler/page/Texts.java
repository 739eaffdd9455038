package io.github.ciautoscaler.page;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Numbers, times and money as people read them. */
public final class Texts {

  static final String UNKNOWN = "unknown";

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private Texts() {}

  static String count(@Nullable Integer number) {
    return number == null ? UNKNOWN : number.toString();
  }

  /** Two parts at most: {@code 45 s}, {@code 12 m 5 s}, {@code 3 h 7 m}, {@code 2 d 4 h}. */
  static String length(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " m " + seconds % 60 + " s";
    }
    return seconds < 86_400
        ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " m"
        : seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }

  /** To a cent, or to the first digit that counts where it is less. */
  static String money(@Nullable BigDecimal amount, @Nullable String currency) {
    if (amount == null) {
      return UNKNOWN;
    }
    BigDecimal plain = amount.stripTrailingZeros();
    String text = (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    return currency == null ? text : text + " " + currency;
  }

  /** Hours, minutes and seconds in UTC. */
  public static String utc(Instant time) {
    return CLOCK.format(time) + " UTC";
  }

  /** {@code http} and {@code https} alone: anything else may be a script. */
  static @Nullable String link(@Nullable String url) {
    return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
  }

  /** Whether it can stand in an address as it is. */
  static boolean isPlain(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
  }

  /** The page that says why; null for a name that it would not be asked by. */
  static @Nullable String why(String kind, String name) {
    return isPlain(name) ? "/" + kind + "/" + name : null;
  }

  /** Where one is asked about an act; null for a name that cannot stand there. */
  static @Nullable String act(String what, String machine) {
    return isPlain(machine) ? "/act?do=" + what + "&machine=" + machine : null;
  }
}
