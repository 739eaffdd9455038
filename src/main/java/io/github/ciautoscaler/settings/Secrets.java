package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Types of what nobody may see. */
final class Secrets {

  private static final Type<Secret> SECRET =
      new Type<>(Kind.SECRET, new Secret(""), Secrets::stripped);

  /** Travels in an HTTP header, which would complain by quoting it. */
  static final Type<Secret> TOKEN =
      SECRET.then((token, remarks) -> {
        if (!token.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
          remarks.wrong(
              "has a character that no token has",
              "Copy it anew: nothing but the token, without quotes, blanks and line breaks.");
        }
        return token;
      });

  /** What a file of several lines, or of bytes, would hold is no token of a cluster. */
  static final Type<Secret> JOIN_TOKEN =
      SECRET.then((token, remarks) -> {
        if (token.reveal().chars().anyMatch(Character::isISOControl)) {
          remarks.wrong(
              "has a line break or another control character",
              "Copy it anew: nothing but the token, on one line.");
        }
        return token;
      });

  /** Several, of which each is valid while one takes the other's place; never an empty list. */
  static final Type<List<Secret>> ROTATED =
      new Type<>(
          Kind.SECRET,
          List.of(),
          (text, remarks) -> stripped(text, remarks).map(all -> each(all, remarks)));

  private static final int SHORT = 16;

  private Secrets() {}

  private static List<Secret> each(Secret all, Remarks remarks) {
    List<String> words =
        Stream.of(all.reveal().split("[,\\s]+", -1)).filter(word -> !word.isEmpty()).toList();
    if (words.stream().anyMatch(word -> !word.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
      remarks.wrong(
          "has a character that is not plain ASCII",
          "Take a long random text of letters and digits, such as openssl rand -hex 32 prints.");
    }
    if (words.isEmpty()) {
      remarks.wrong("has nothing but commas", "Put the secret there" + remarks.orUnset());
    }
    if (words.stream().anyMatch(word -> word.length() < SHORT)) {
      remarks.odd("has a secret shorter than " + SHORT + " characters, which can be guessed");
    }
    return words.stream().map(Secret::new).toList();
  }

  private static Optional<Secret> stripped(String text, Remarks remarks) {
    if (text.isBlank()) {
      return remarks.wrong("is empty", "Put the secret there" + remarks.orUnset());
    }
    if (!text.equals(text.strip())) {
      remarks.odd("has white space around it, which is left out");
    }
    return Optional.of(new Secret(text.strip()));
  }
}
