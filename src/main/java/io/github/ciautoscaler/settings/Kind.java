package io.github.ciautoscaler.settings;

/** How a value is written, and so whether it may be shown. */
public enum Kind {
  SECRET("text"),
  /** Not a secret by name, but may hold some: never shown. */
  ENCODED("base64"),
  SHELL("shell text"),
  TEXT("text"),
  LIST("list"),
  /** A list whose elements may hold commas. */
  LINES("list"),
  NUMBER("number"),
  FLAG("true or false"),
  URL("URL"),
  CHOICE("word");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** For people. */
  public String word() {
    return word;
  }

  /** Whether people may see a value. */
  public boolean isOpen() {
    return this != SECRET && this != ENCODED;
  }

  /** What stands between the elements of a list that was written as one. */
  String separator() {
    return this == LINES ? "\n" : ",";
  }

  /** The value as it may be shown to people. */
  public String shown(String value) {
    return switch (this) {
      case SECRET, ENCODED -> "***";
      case URL -> value.replaceFirst("//[^/@]*@", "//***@");
      case SHELL, TEXT, LIST, LINES, NUMBER, FLAG, CHOICE -> "'" + value + "'";
    };
  }
}
