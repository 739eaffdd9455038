package io.github.ciautoscaler.settings;

/** How a value is written, and so whether it may be shown. */
public enum Kind {
  SECRET("text"),
  /** Not a secret by name, but may hold some: never shown. */
  ENCODED("base64"),
  SHELL("shell text"),
  /** Taken as it is, placeholders too; may hold secrets: never shown. */
  RAW("text"),
  TEXT("text"),
  LIST("list"),
  /** A list whose elements may hold commas. */
  LINES("list"),
  NUMBER("number"),
  FLAG("true or false"),
  URL("URL"),
  CHOICE("word");

  /** In no text that people write. */
  static final String UNIT = "\u001f";

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
    return this != SECRET && this != ENCODED && this != RAW;
  }

  /** Whether a placeholder in it is not ours to fill in, but the new machine's. */
  boolean isAsItIs() {
    return this == SHELL || this == RAW;
  }

  /** What stands between the elements of a list that was written as one. */
  String separator() {
    return switch (this) {
      case LINES -> "\n";
      case RAW -> UNIT;
      case SECRET, ENCODED, SHELL, TEXT, LIST, NUMBER, FLAG, URL, CHOICE -> ",";
    };
  }

  /** The value as it may be shown to people. */
  public String shown(String value) {
    return switch (this) {
      case SECRET, ENCODED, RAW -> "***";
      case URL -> value.replaceFirst("//[^/@]*@", "//***@");
      case SHELL, TEXT, LIST, LINES, NUMBER, FLAG, CHOICE -> "'" + value + "'";
    };
  }
}
