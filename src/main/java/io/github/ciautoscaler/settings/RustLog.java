package io.github.ciautoscaler.settings;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the level out of a RUST_LOG as the original takes it: directives between commas, each a
 * level, or {@code target=level}.
 */
final class RustLog {

  private static final String ORIGINAL = "gitea_ci_autoscaler";

  private RustLog() {}

  /** The original's own level where there is one, else the one for all. */
  static Optional<LogLevel> level(String directives) {
    @Nullable LogLevel forAll = null;
    @Nullable LogLevel forOriginal = null;
    for (String directive : directives.split(",", -1)) {
      String[] parts = directive.strip().split("=", 2);
      Optional<LogLevel> level = word(parts[parts.length - 1]);
      if (parts.length == 2 && isOriginal(parts[0])) {
        forOriginal = level.orElse(forOriginal);
      } else if (parts.length == 1 && isOriginal(parts[0])) {
        forOriginal = LogLevel.TRACE;
      } else if (parts.length == 1) {
        forAll = level.orElse(forAll);
      }
    }
    return Optional.ofNullable(forOriginal == null ? forAll : forOriginal);
  }

  private static boolean isOriginal(String target) {
    return target.strip().equals(ORIGINAL) || target.strip().startsWith(ORIGINAL + "::");
  }

  private static Optional<LogLevel> word(String text) {
    return Optional.ofNullable(
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "off", "0" -> LogLevel.OFF;
          case "error", "1" -> LogLevel.ERROR;
          case "warn", "2" -> LogLevel.WARN;
          case "info", "3" -> LogLevel.INFO;
          case "debug", "4" -> LogLevel.DEBUG;
          case "trace", "5" -> LogLevel.TRACE;
          default -> null;
        });
  }
}
