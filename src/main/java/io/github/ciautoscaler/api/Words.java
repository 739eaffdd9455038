package io.github.ciautoscaler.api;

/** Makes other people's words fit to be shown and logged in one line. */
final class Words {

  private static final int MOST = 200;

  private Words() {}

  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(MOST).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '?'));
    return text.codePointCount(0, text.length()) > MOST ? shown + "..." : shown.toString();
  }

  static boolean isOneLine(String text) {
    return text.codePoints().allMatch(Words::isPlain);
  }

  /** No control characters, line separators, direction marks or lone surrogates. */
  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
