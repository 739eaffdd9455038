package io.github.ciautoscaler.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One setting, declared once: from this come its parser, its errors and its row in
 * docs/configuration.md.
 *
 * @param key its name in the object that it belongs to, as in YAML: {@code max-nodes}; with a dot
 *     where it stands one object deeper: {@code spend.per-hour}
 * @param variables environment variables that mean it, ours first; none for what stands in a list
 * @param meaning sentences for people, in Markdown
 */
public record Setting<T>(
    String key, List<String> variables, Type<T> type, Terms terms, String meaning) {

  /**
   * @param isRequired outside the sandbox
   * @param isOfTheOriginal whether the original knows it too
   * @param needsRestart whether a change of its file holds from the next start only
   */
  record Terms(
      @Nullable String defaultValue,
      boolean isRequired,
      boolean isOfTheOriginal,
      boolean needsRestart) {}

  /** What it means that a value is given, and empty. */
  enum Empty {
    REFUSED,
    UNSET,
    A_VALUE
  }

  public Setting {
    variables = List.copyOf(variables);
  }

  /** One that the original knows too. */
  static <T> Setting<T> original(String variable, Type<T> type, String meaning) {
    return new Setting<>(
        keyOf(variable), List.of(variable), type, new Terms(null, false, true, false), meaning);
  }

  /** One that the original does not know. */
  static <T> Setting<T> ours(String variable, Type<T> type, String meaning) {
    return new Setting<>(
        keyOf(variable), List.of(variable), type, new Terms(null, false, false, false), meaning);
  }

  /** One of an object in a list; no environment variable can name it. */
  static <T> Setting<T> field(String key, Type<T> type, String meaning) {
    return new Setting<>(key, List.of(), type, new Terms(null, false, false, false), meaning);
  }

  Setting<T> alias(String variable) {
    List<String> more = new ArrayList<>(variables);
    more.add(variable);
    return new Setting<>(key, more, type, terms, meaning);
  }

  /** Its name in YAML is another than its variable's. */
  Setting<T> at(String otherKey) {
    return new Setting<>(otherKey, variables, type, terms, meaning);
  }

  Setting<T> byDefault(String value) {
    return with(new Terms(value, terms.isRequired, terms.isOfTheOriginal, terms.needsRestart));
  }

  Setting<T> required() {
    return with(new Terms(null, true, terms.isOfTheOriginal, terms.needsRestart));
  }

  Setting<T> fromTheNextStart() {
    return with(new Terms(terms.defaultValue, terms.isRequired, terms.isOfTheOriginal, true));
  }

  private Setting<T> with(Terms other) {
    return new Setting<>(key, variables, type, other, meaning);
  }

  /** How people know it. */
  public String name() {
    return variables.isEmpty() ? key : variables.getFirst();
  }

  /** Every name that it has in its object, its own first. */
  List<String> keys() {
    return Stream.concat(Stream.of(key), variables.stream().map(Setting::keyOf))
        .distinct()
        .toList();
  }

  /** The key of an environment variable: MAX_NODES is max-nodes. */
  static String keyOf(String variable) {
    String dashed = variable.toLowerCase(Locale.ROOT).replace('_', '-');
    return dashed.startsWith("autoscaler-") ? dashed.substring("autoscaler-".length()) : dashed;
  }

  public Kind kind() {
    return type.kind();
  }

  public @Nullable String defaultValue() {
    return terms.defaultValue;
  }

  /** Outside the sandbox. */
  public boolean isRequired() {
    return terms.isRequired;
  }

  /** Whether the original knows it too. */
  public boolean isOfTheOriginal() {
    return terms.isOfTheOriginal;
  }

  /** Whether a change of its file holds from the next start only. */
  public boolean needsRestart() {
    return terms.needsRestart;
  }

  Empty empty() {
    if (isRequired()) {
      return Empty.REFUSED;
    }
    return switch (kind()) {
      case SECRET -> Empty.REFUSED;
      case SHELL, RAW -> Empty.A_VALUE;
      case NUMBER -> isOfTheOriginal() ? Empty.REFUSED : Empty.UNSET;
      case ENCODED, TEXT, LIST, LINES, FLAG, URL, CHOICE -> Empty.UNSET;
    };
  }

  @Override
  public String toString() {
    return name();
  }
}
