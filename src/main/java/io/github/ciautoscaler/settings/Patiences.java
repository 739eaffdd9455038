package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Patience;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long jobs wait for machines that are busy: {@code none}, {@code boot}, or seconds. */
final class Patiences {

  /** After an hour every machine has been paid for anew. */
  private static final int MOST_SECONDS = 3_600;

  private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");

  static final Type<Patience> PATIENCE = new Type<>(Kind.TEXT, Patience.NONE, Patiences::read);

  private Patiences() {}

  private static Optional<Patience> read(String text, Remarks remarks) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("none")) {
      return Optional.of(Patience.NONE);
    }
    if (word.equals("boot")) {
      return Optional.of(Patience.BOOT);
    }
    if (SECONDS.matcher(word).matches() && Integer.parseInt(word) <= MOST_SECONDS) {
      return Optional.of(new Patience(Duration.ofSeconds(Integer.parseInt(word))));
    }
    return remarks.wrong(
        "is " + remarks.shown(text) + ", which is no time to wait for a busy machine",
        "Write none, boot, or seconds up to " + MOST_SECONDS + remarks.orUnset());
  }
}
