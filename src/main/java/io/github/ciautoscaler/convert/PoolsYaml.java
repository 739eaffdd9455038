package io.github.ciautoscaler.convert;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a file of pools, line by line, with what has no counterpart as comments. */
final class PoolsYaml {

  private static final int WIDTH = 100;
  private static final int STEP = 2;

  /** Such a word means itself in every YAML. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][-\\w./]*");

  private static final Pattern NO_TEXT =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|[.]?(inf|nan)");

  private final StringBuilder text = new StringBuilder();
  private int indent;
  private boolean isFirstOfItem;

  void open(String key) {
    line(key + ":");
    indent += STEP;
  }

  void close() {
    indent -= STEP;
  }

  /** What follows is one element of a list, until it is closed. */
  void openItem() {
    indent += STEP;
    isFirstOfItem = true;
  }

  void number(String key, long value) {
    line(key + ": " + value);
  }

  /** A number with a fraction, written as it was. */
  void factor(String key, double value) {
    line(key + ": " + value);
  }

  void flag(String key, boolean value) {
    line(key + ": " + value);
  }

  void text(String key, String value) {
    line(key + ": " + scalar(value));
  }

  /** Nothing where the list is empty. */
  void list(String key, List<String> values) {
    if (!values.isEmpty()) {
      line(
          key
              + ": ["
              + values.stream().map(PoolsYaml::scalar).collect(Collectors.joining(", "))
              + "]");
    }
  }

  /** As {@code key=value} each; nothing where there are none. */
  void pairs(String key, Map<String, String> values) {
    list(
        key,
        values.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).toList());
  }

  /** A text of several lines, as it is. */
  void block(String key, String value) {
    line(key + ": |" + STEP);
    indent += STEP;
    value.lines().forEach(this::line);
    indent -= STEP;
  }

  /** A comment, broken where it is long. */
  void note(String sentences) {
    StringBuilder line = new StringBuilder("#");
    for (String word : sentences.split("\\s+")) {
      if (line.length() > 1 && indent + line.length() + 1 + word.length() > WIDTH) {
        comment(line.toString());
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    comment(line.toString());
  }

  /** A text of several lines as a comment, its lines as they are. */
  void quote(String value) {
    value.lines().forEach(one -> comment(("#   " + one).stripTrailing()));
  }

  /** Line breaks in it would end a comment. */
  static String oneLine(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }

  private void comment(String line) {
    text.append(" ".repeat(indent)).append(line).append('\n');
  }

  private void line(String line) {
    String dash = isFirstOfItem ? " ".repeat(indent - STEP) + "- " : " ".repeat(indent);
    isFirstOfItem = false;
    text.append((dash + line).stripTrailing()).append('\n');
  }

  private static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !NO_TEXT.matcher(value).matches()
        ? value
        : quoted(value);
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char one : value.toCharArray()) {
      switch (one) {
        case '"', '\\' -> quoted.append('\\').append(one);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (Character.isISOControl(one)) {
            quoted.append("\\u%04x".formatted((int) one));
          } else {
            quoted.append(one);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
