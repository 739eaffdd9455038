package io.github.ciautoscaler.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lengths of time as kubectl writes them: 42s, 7m, 3h10m, 12d. */
final class Ages {

  private Ages() {}

  /** From one moment to another, also backwards; null where one of them is not known. */
  static @Nullable String between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : text(Duration.between(from, to).abs());
  }

  static String text(Duration length) {
    if (length.toSeconds() < 120) {
      return length.toSeconds() + "s";
    }
    if (length.toMinutes() < 120) {
      return length.toMinutes() + "m";
    }
    return length.toHours() < 48
        ? length.toHours() + "h" + (length.toMinutesPart() == 0 ? "" : length.toMinutesPart() + "m")
        : length.toDays() + "d";
  }
}
