package io.github.ciautoscaler.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of text, as kubectl prints them. Whatever a cell holds, a row stays one line. */
final class TextTable {

  private static final int GAP = 3;
  private static final String NONE = "-";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... columns) {
    rows.add(List.of(columns));
  }

  /**
   * @param cells null for what is not known
   */
  TextTable row(@Nullable Object... cells) {
    rows.add(Arrays.stream(cells).map(TextTable::cell).toList());
    return this;
  }

  String text() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row, widths)).append('\n'));
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + GAP);
    }
    return line.toString().stripTrailing();
  }

  private static String cell(@Nullable Object value) {
    String text = value == null ? "" : Words.shown(value.toString());
    return text.isBlank() ? NONE : text;
  }
}
