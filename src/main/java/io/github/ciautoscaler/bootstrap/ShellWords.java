package io.github.ciautoscaler.bootstrap;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits the owner's shell text into words as sh does, and runs none of it. Differs from sh in two
 * ways that owners expect: a line break outside quotes separates words, and a comment ends with its
 * line. What would end the command (; | & < > and parentheses) is refused.
 */
final class ShellWords {

  /** Stands in a word's text for what only the new machine knows. */
  static final char UNKNOWN = '\uFFFC';

  private static final int DEEPEST = 50;

  /**
   * One word.
   *
   * @param text without quotes; {@link #UNKNOWN} for each expansion
   * @param shell what makes a shell see just this word
   * @param variables that it expands
   */
  record Word(String text, String shell, Set<String> variables) {
    boolean isKnown() {
      return text.indexOf(UNKNOWN) < 0;
    }
  }

  /** Text that no shell reads as words; the message is a predicate, of which the mend is a part. */
  @SuppressWarnings("serial") // never leaves this room
  static final class NoWords extends Exception {
    NoWords(String message) {
      super(message);
    }
  }

  private final String source;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final Set<String> variables = new LinkedHashSet<>();
  private int start = -1;
  private int at;

  private ShellWords(String source) {
    this.source = source;
  }

  static List<Word> of(String text) throws NoWords {
    String source = text.replace("\r\n", "\n");
    refuseInvisible(source);
    ShellWords words = new ShellWords(source);
    words.split();
    return List.copyOf(words.words);
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** They come with copying from pages and files, and look like blanks or like nothing. */
  private static void refuseInvisible(String source) throws NoWords {
    int odd =
        source
            .codePoints()
            .filter(c -> c != '\n' && c != '\t' && c != ' ')
            .filter(c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.UNASSIGNED,
                      Character.SPACE_SEPARATOR,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> c == UNKNOWN;
                })
            .findFirst()
            .orElse(-1);
    if (odd >= 0) {
      throw new NoWords(
          String.format("has an invisible character (U+%04X): type the line anew", odd));
    }
  }

  private void split() throws NoWords {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || source.startsWith("\\\n", at)) {
        endWord();
        at += c == '\\' ? 2 : 1;
      } else if (c == '#' && start < 0) {
        at = endOfLine(at);
      } else {
        start = start < 0 ? at : start;
        piece(c);
      }
    }
    endWord();
  }

  private void piece(char c) throws NoWords {
    switch (c) {
      case '\'' -> literal(at + 1, closing('\'', at + 1));
      case '"' -> doubleQuoted();
      case '\\' -> escaped();
      case '$', '`' -> expansion();
      case ';', '|', '&', '<', '>', '(', ')' ->
          throw new NoWords(
              "has a '" + c + "' at which the shell ends the arguments: put that word in quotes");
      default -> {
        text.append(c == '~' && start == at ? UNKNOWN : c);
        at++;
      }
    }
  }

  private void literal(int from, int to) throws NoWords {
    append(source.substring(from, to));
    at = to + 1;
  }

  private void escaped() throws NoWords {
    if (at + 1 == source.length()) {
      throw new NoWords("ends with a backslash: remove it");
    }
    text.append(source.charAt(at + 1));
    at += 2;
  }

  private void doubleQuoted() throws NoWords {
    int end = endOfDoubleQuoted(at + 1, 0) - 1;
    at++;
    while (at < end) {
      char c = source.charAt(at);
      if (c == '$' || c == '`') {
        expansion();
      } else if (c == '\\' && "$`\"\\\n".indexOf(source.charAt(at + 1)) >= 0) {
        append(source.charAt(at + 1) == '\n' ? "" : source.substring(at + 1, at + 2));
        at += 2;
      } else {
        append(String.valueOf(c));
        at++;
      }
    }
    at = end + 1;
  }

  /** The agent's arguments end up in a unit file, where a line break would break them. */
  private void append(String piece) throws NoWords {
    if (piece.indexOf('\n') >= 0) {
      throw new NoWords("has a line break within quotes: close the quotes before it");
    }
    text.append(piece);
  }

  private void expansion() throws NoWords {
    int end = endOfExpansion(at, 0);
    if (end == at + 1) {
      text.append('$');
    } else {
      text.append(UNKNOWN);
      String name = source.substring(at + 1, end).replaceFirst("^\\{(\\w+)}$", "$1");
      if (name.matches("[A-Za-z_]\\w*")) {
        variables.add(name);
      }
    }
    at = end;
  }

  private void endWord() {
    if (start >= 0) {
      boolean isKnown = text.indexOf(String.valueOf(UNKNOWN)) < 0;
      String shell = isKnown ? quoted(text.toString()) : source.substring(start, at);
      words.add(new Word(text.toString(), shell, Set.copyOf(variables)));
    }
    start = -1;
    text.setLength(0);
    variables.clear();
  }

  /** Of a dollar or a backtick; just behind it where it means nothing. */
  private int endOfExpansion(int from, int depth) throws NoWords {
    if (source.charAt(from) == '`') {
      return closing('`', from + 1) + 1;
    }
    char next = from + 1 < source.length() ? source.charAt(from + 1) : ' ';
    if (next == '(' || next == '{') {
      return endOfGroup(from + 2, next == '(' ? ')' : '}', depth + 1);
    }
    int end = from + 1;
    while (end < source.length() && isNamePart(source.charAt(end))) {
      end++;
    }
    boolean isName = end > from + 1 && !Character.isDigit(next);
    return isName ? end : "@*#?-$!0123456789".indexOf(next) >= 0 ? from + 2 : from + 1;
  }

  private static boolean isNamePart(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_');
  }

  /** Behind the bracket that closes; quotes, comments and groups within do not. */
  private int endOfGroup(int from, char end, int depth) throws NoWords {
    if (depth > DEEPEST) {
      throw new NoWords("has more than 50 brackets within each other: write it simpler");
    }
    int i = from;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == end) {
        return i + 1;
      }
      boolean isComment = end == ')' && c == '#' && " \t\n;(".indexOf(source.charAt(i - 1)) >= 0;
      i =
          isComment
              ? endOfLine(i)
              : c == '(' && end == ')' ? endOfGroup(i + 1, ')', depth + 1) : behind(i, depth);
    }
    throw new NoWords("has a '" + (end == ')' ? "$(" : "${") + "' that is not closed: close it");
  }

  private int behind(int i, int depth) throws NoWords {
    return switch (source.charAt(i)) {
      case '\\' -> i + 2;
      case '\'' -> closing('\'', i + 1) + 1;
      case '"' -> endOfDoubleQuoted(i + 1, depth);
      case '$', '`' -> endOfExpansion(i, depth);
      default -> i + 1;
    };
  }

  private int endOfDoubleQuoted(int from, int depth) throws NoWords {
    int i = from;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      i = c == '\'' ? i + 1 : behind(i, depth);
    }
    throw new NoWords("has a quote (\") that is not closed: close it");
  }

  private int closing(char quote, int from) throws NoWords {
    int i = from;
    while (i < source.length() && source.charAt(i) != quote) {
      i += quote == '`' && source.charAt(i) == '\\' ? 2 : 1;
    }
    if (i >= source.length()) {
      throw new NoWords("has a quote (" + quote + ") that is not closed: close it");
    }
    return i;
  }

  private int endOfLine(int from) {
    int end = source.indexOf('\n', from);
    return end < 0 ? source.length() : end;
  }
}
