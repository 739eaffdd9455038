package io.github.ciautoscaler.replay;

import java.util.ArrayList;
import java.util.List;

/** The fields of one line of CSV (RFC 4180): in quotes also commas and, doubled, quotes. */
final class CsvLine {

  private final String line;
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private boolean quoted;

  private CsvLine(String line) {
    this.line = line;
  }

  static List<String> fields(String line) {
    return new CsvLine(line).split();
  }

  private List<String> split() {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        endField();
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new BadInput("A quote is not closed.", "Write \" at the end of that field.");
    }
    endField();
    return fields;
  }

  private void endField() {
    fields.add(field.toString());
    field.setLength(0);
  }
}
