package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.AgentArgs;
import io.github.ciautoscaler.bootstrap.OwnUserData;
import io.github.ciautoscaler.fleet.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns single texts into values, and collects what is wrong or odd about them. What is wrong
 * yields a stand-in, so that the next problem is found too.
 */
final class Values {

  /** The seed's numbers: 64 bits, no sign but a plus. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+?\\d{1,20}");

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  /** Longer than any machine lives, and far from overflowing. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final List<String> YES = List.of("true", "t", "1", "on", "yes");
  private static final List<String> NO = List.of("false", "f", "0", "off", "no");

  private final Map<Variable, Given> given;
  private final Set<Variable> unreadable;
  final List<Problem> problems = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  Values(Map<Variable, Given> given, Set<Variable> unreadable) {
    this.given = given;
    this.unreadable = unreadable;
  }

  void problem(Variable variable, String what, String mend) {
    Given value = given.get(variable);
    String where = value == null ? null : value.origin();
    problems.add(new Problem(spelled(variable) + " " + what, where, mend));
  }

  void odd(Variable variable, String sentence) {
    warnings.add(spelled(variable) + " " + sentence);
  }

  /** As the owner spelled it. */
  String spelled(Variable variable) {
    Given value = given.get(variable);
    return value == null ? variable.name() : value.name();
  }

  String text(@Nullable String raw) {
    return raw == null ? "" : raw;
  }

  @Nullable String optional(@Nullable String raw) {
    return raw == null || raw.isBlank() ? null : raw.strip();
  }

  List<String> list(@Nullable String raw) {
    return Stream.of(text(raw).split(",", -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** Names or ids that Hetzner gave, or that people gave there, which may hold blanks. */
  List<String> names(Variable variable, @Nullable String raw) {
    List<String> names = list(raw);
    if (names.stream().anyMatch(name -> name.chars().anyMatch(Character::isISOControl))) {
      problem(
          variable,
          "has a line break or another control character",
          "Write names with commas between them.");
    }
    return names;
  }

  /** Names or ids that Hetzner gave, none of which has a blank. */
  List<String> words(Variable variable, @Nullable String raw) {
    List<String> words = list(raw);
    if (words.stream().anyMatch(word -> word.matches("(?s).*\\s.*|.*\\p{Cntrl}.*"))) {
      problem(
          variable,
          "is " + variable.shown(text(raw)) + ", and Hetzner has no name with a blank in it",
          variable.kind() == Variable.Kind.LIST
              ? "Write commas between several."
              : "Write one name or id.");
    }
    return words;
  }

  Secret secret(Variable variable, @Nullable String raw) {
    if (raw == null) {
      missing(variable);
    } else if (raw.isBlank()) {
      problem(
          variable,
          "is empty",
          "Put the secret there" + (variable.required() ? "." : ", or unset it."));
    } else if (!raw.equals(raw.strip())) {
      odd(variable, "has white space around it, which is left out");
    }
    return new Secret(text(raw).strip());
  }

  /** What a file of several lines, or of bytes, would hold is no token of a cluster. */
  Secret joinToken(Variable variable, @Nullable String raw) {
    Secret token = secret(variable, raw);
    if (token.reveal().chars().anyMatch(Character::isISOControl)) {
      problem(
          variable,
          "has a line break or another control character",
          "Copy it anew: nothing but the token, on one line.");
    }
    return token;
  }

  /** A secret that travels in an HTTP header, which would complain by quoting it. */
  Secret token(Variable variable, @Nullable String raw) {
    Secret token = secret(variable, raw);
    if (!token.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      problem(
          variable,
          "has a character that no token has",
          "Copy it anew: nothing but the token, without quotes, blanks and line breaks.");
    }
    return token;
  }

  private void missing(Variable variable) {
    if (unreadable.contains(variable)) {
      return;
    }
    problem(
        variable,
        "is missing",
        "Set "
            + String.join(" or ", variable.names())
            + ", or "
            + variable.name()
            + "_FILE to a file that holds it. "
            + variable.doc());
  }

  /** Whole seconds, minutes or just a count; not more than {@code most}. */
  private BigInteger number(Variable variable, @Nullable String raw, BigInteger most) {
    String digits = text(raw);
    if (!WHOLE_NUMBER.matcher(digits).matches() || new BigInteger(digits).compareTo(MOST) > 0) {
      problem(
          variable,
          "is " + variable.shown(digits) + ", which is not a whole number",
          "Write digits only, as in "
              + variable.name()
              + "="
              + variable.defaultValue()
              + ", or unset it.");
      return BigInteger.ONE;
    }
    BigInteger value = new BigInteger(digits);
    if (value.compareTo(most) > 0) {
      odd(variable, "is huge; " + most + " is used");
    }
    return value.min(most);
  }

  int count(Variable variable, @Nullable String raw) {
    return number(variable, raw, BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact();
  }

  Duration duration(Variable variable, @Nullable String raw, Duration unit) {
    BigInteger most = BigInteger.valueOf(LONGEST.dividedBy(unit));
    return unit.multipliedBy(number(variable, raw, most).longValueExact());
  }

  double factor(Variable variable, @Nullable String raw) {
    try {
      double value = new BigDecimal(text(raw).strip()).doubleValue();
      if (value > 0 && value <= 1_000_000) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    problem(
        variable,
        "is " + variable.shown(text(raw)) + ", which is not a number above 0",
        "Write a number such as " + variable.defaultValue() + ", or unset it.");
    return 1;
  }

  long anyNumber(Variable variable, @Nullable String raw) {
    try {
      return Long.parseLong(text(raw).strip());
    } catch (NumberFormatException e) {
      problem(
          variable,
          "is " + variable.shown(text(raw)) + ", which is not a whole number",
          "Write digits only, or unset it.");
      return 0;
    }
  }

  boolean flag(Variable variable, @Nullable String raw) {
    String word = text(raw).strip().toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      problem(
          variable,
          "is " + variable.shown(text(raw)) + ", which is neither true nor false",
          "Write true or false, or unset it.");
    }
    return YES.contains(word);
  }

  <E extends Enum<E>> E choice(Variable variable, @Nullable String raw, E otherwise) {
    E[] constants = otherwise.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(text(raw).strip())) {
        return constant;
      }
    }
    List<String> words =
        Stream.of(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    problem(
        variable,
        "is " + variable.shown(text(raw)) + ", which nobody understands",
        "Write one of " + String.join(", ", words) + ", or unset it.");
    return otherwise;
  }

  URI url(Variable variable, @Nullable String raw) {
    if (raw == null || raw.isBlank()) {
      if (raw == null) {
        missing(variable);
      } else {
        problem(variable, "is empty", "Write a URL, as in https://gitea.example.com.");
      }
      return NOWHERE;
    }
    URI url = parsed(raw);
    if (url == null) {
      problem(
          variable,
          "is " + variable.shown("'" + raw.strip() + "'") + ", which is no http or https URL",
          "Write it whole, as in https://gitea.example.com.");
      return NOWHERE;
    }
    return url;
  }

  /** Without slashes at its end; null where it is no http or https URL. */
  static @Nullable URI parsed(String raw) {
    try {
      URI url = new URI(raw.strip().replaceFirst("/+$", ""));
      String scheme = text(url.getScheme(), "").toLowerCase(Locale.ROOT);
      boolean isHttp = scheme.equals("http") || scheme.equals("https");
      return isHttp && !text(url.getRawAuthority(), "").isEmpty() ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String text(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  /** Each finding is one sentence, "what: mend". */
  void agentArgs(Variable variable, String args) {
    for (String error : AgentArgs.check(args).errors()) {
      int colon = error.lastIndexOf(": ");
      String mend = error.substring(colon + 2);
      problem(
          variable,
          error.substring(0, colon),
          Character.toUpperCase(mend.charAt(0)) + mend.substring(1) + ".");
    }
  }

  @Nullable Secret userData(Variable variable, @Nullable String raw) {
    if (raw == null) {
      return null;
    }
    return switch (OwnUserData.check(raw)) {
      case OwnUserData.Useless(var what, var mend) -> {
        problem(variable, what, mend);
        yield null;
      }
      case OwnUserData.Usable(var sent, var warnings) -> {
        warnings.forEach(warning -> odd(variable, warning));
        yield sent;
      }
    };
  }
}
