package io.github.ciautoscaler.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Types of what is written as words. */
final class Texts {

  private static final List<String> YES = List.of("true", "t", "1", "on", "yes");
  private static final List<String> NO = List.of("false", "f", "0", "off", "no");

  /** White space around it is left out. */
  static final Type<String> TEXT =
      new Type<>(Kind.TEXT, "", (text, remarks) -> Optional.of(text.strip()));

  /** Never touched. */
  static final Type<String> SHELL =
      new Type<>(Kind.SHELL, "", (text, remarks) -> Optional.of(text));

  static final Type<String> ENCODED =
      new Type<>(Kind.ENCODED, "", (text, remarks) -> Optional.of(text));

  /** What a new machine is given as it is. */
  static final Type<String> RAW = new Type<>(Kind.RAW, "", Texts::printable);

  /** Several of them; blank ones are left out. */
  static final Type<List<String>> RAW_LIST =
      new Type<>(Kind.RAW, "list", List.of(), Texts::printables);

  static final Type<Boolean> FLAG = new Type<>(Kind.FLAG, false, Texts::flag);

  /** Elements between commas. */
  static final Type<List<String>> LIST =
      new Type<>(Kind.LIST, List.of(), (text, remarks) -> Optional.of(elements(text)));

  /** Elements on lines of their own. */
  static final Type<List<String>> LINES =
      new Type<>(
          Kind.LINES,
          List.of(),
          (text, remarks) ->
              Optional.of(
                  text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()));

  /** Names or ids that people gave at Hetzner, which may hold blanks. */
  static final Type<List<String>> NAMES =
      LIST.then((names, remarks) -> {
        if (names.stream().anyMatch(name -> name.chars().anyMatch(Character::isISOControl))) {
          remarks.wrong(
              "has a line break or another control character",
              "Write names with commas between them.");
        }
        return names;
      });

  /** One name or id that people gave at Hetzner, which may hold blanks. */
  static final Type<String> NAME =
      TEXT.then((name, remarks) -> {
        if (name.chars().anyMatch(Character::isISOControl)) {
          remarks.wrong("has a line break or another control character", "Write one name or id.");
        }
        return name;
      });

  /** One name or id that Hetzner gave. */
  static final Type<String> WORD =
      new Type<>(
          Kind.TEXT,
          "",
          (text, remarks) ->
              elements(text).stream().anyMatch(Texts::hasBlank)
                  ? noWord(text, "Write one name or id.", remarks)
                  : Optional.of(text.strip()));

  /** Names or ids that Hetzner gave, at least one: nothing but commas counts as not set. */
  static final Type<List<String>> WORDS =
      new Type<>(
              Kind.LIST,
              List.<String>of(),
              (text, remarks) ->
                  elements(text).stream().anyMatch(Texts::hasBlank)
                      ? noWord(text, "Write commas between several.", remarks)
                      : Optional.of(elements(text)))
          .then(Texts::orDefault);

  /** Hetzner writes its own names small. */
  static final Type<List<String>> SMALL_WORDS =
      WORDS.then((words, remarks) ->
          words.stream().map(word -> word.toLowerCase(Locale.ROOT)).distinct().toList());

  private Texts() {}

  static List<String> elements(String text) {
    return Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** YAML has no plain form of others, and no file for people holds them. */
  private static Optional<String> printable(String text, Remarks remarks) {
    return text.chars().allMatch(one -> "\t\n\r".indexOf(one) >= 0 || !Character.isISOControl(one))
        ? Optional.of(text)
        : remarks.wrong("has a control character", "Write text; fetch what is none by a command.");
  }

  private static Optional<List<String>> printables(String text, Remarks remarks) {
    List<String> all =
        Stream.of(text.split(Kind.UNIT, -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    return all.stream().allMatch(one -> printable(one, remarks).isPresent())
        ? Optional.of(all)
        : Optional.empty();
  }

  /** One of an enum's words, in capitals or not. */
  static <E extends Enum<E>> Type<E> choice(E standIn) {
    List<E> all = List.of(standIn.getDeclaringClass().getEnumConstants());
    List<String> words = all.stream().map(Texts::word).toList();
    return new Type<>(
        Kind.CHOICE,
        standIn,
        (text, remarks) ->
            all.stream()
                .filter(one -> word(one).equalsIgnoreCase(text.strip()))
                .findFirst()
                .or(() ->
                    remarks.wrong(
                        "is " + remarks.shown(text) + ", which nobody understands",
                        "Write one of " + String.join(", ", words) + remarks.orUnset())));
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Boolean> flag(String text, Remarks remarks) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return YES.contains(word) || NO.contains(word)
        ? Optional.of(YES.contains(word))
        : remarks.wrong(
            "is " + remarks.shown(text) + ", which is neither true nor false",
            "Write true or false" + remarks.orUnset());
  }

  private static boolean hasBlank(String word) {
    return word.matches("(?s).*\\s.*|.*\\p{Cntrl}.*");
  }

  private static <T> Optional<T> noWord(String text, String mend, Remarks remarks) {
    return remarks.wrong(
        "is " + remarks.shown(text) + ", and Hetzner has no name with a blank in it", mend);
  }

  private static List<String> orDefault(List<String> words, Remarks remarks) {
    String otherwise = remarks.defaultValue();
    if (!words.isEmpty() || otherwise == null) {
      return words;
    }
    remarks.odd("names nothing; " + otherwise + " is used");
    return elements(otherwise);
  }
}
