package io.github.ciautoscaler.shipping;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of values in the chart's README, made from the comments of values.yaml. */
final class ChartReadme {

  private static final String BEGIN = "<!-- Made from values.yaml: do not edit. -->\n";
  private static final String MARK = "# -- ";

  private ChartReadme() {}

  static String withTable(String readme, String table) {
    int at = readme.indexOf(BEGIN);
    if (at < 0) {
      throw new AssertionError("the README lacks the line " + BEGIN);
    }
    return readme.substring(0, at) + BEGIN + "\n" + table;
  }

  /** A row for each value, in the order of the file; a value without a description fails. */
  static String table(String values) {
    Map<String, Object> parsed = Manifests.documents(values).getFirst();
    Map<String, String> described = descriptions(values);
    Set<String> paths = paths(parsed);
    if (!paths.equals(new TreeSet<>(described.keySet()))) {
      throw new AssertionError("described: " + described.keySet() + ", there: " + paths);
    }
    return "| Value | Default | What it means |\n|---|---|---|\n"
        + described.keySet().stream()
            .map(path -> row(path, value(parsed, path), String.valueOf(described.get(path))))
            .collect(Collectors.joining());
  }

  private static String row(String path, Object value, String description) {
    return "| `%s` | `%s` | %s |\n".formatted(path, json(value), description);
  }

  /** The paths at which the description of a value ends: what is below it is free. */
  static Set<String> paths(Map<String, Object> values) {
    Set<String> paths = new TreeSet<>();
    values.forEach((key, value) -> collect(key, value, paths));
    return paths;
  }

  private static void collect(String path, Object value, Set<String> into) {
    boolean leaf = !(value instanceof Map<?, ?> map) || map.isEmpty() || isFree(path);
    if (leaf) {
      into.add(path);
    } else {
      ((Map<?, ?>) value).forEach((key, each) -> collect(path + "." + key, each, into));
    }
  }

  /** Maps with a default whose keys are the owner's. */
  private static boolean isFree(String path) {
    return List.of("resources", "dashboard.labels", "runner.nodeSelector").contains(path);
  }

  private static Map<String, String> descriptions(String values) {
    Map<String, String> described = new LinkedHashMap<>();
    Deque<String> parents = new ArrayDeque<>();
    String comment = "";
    for (String line : values.lines().toList()) {
      String text = line.strip();
      if (text.startsWith(MARK)) {
        comment = text.substring(MARK.length());
      } else if (text.matches("[A-Za-z]\\w*:.*")) {
        int depth = (line.length() - line.stripLeading().length()) / 2;
        while (parents.size() > depth) {
          parents.removeLast();
        }
        parents.addLast(text.substring(0, text.indexOf(':')));
        if (!comment.isEmpty()) {
          described.put(String.join(".", parents), comment);
          comment = "";
        }
      }
    }
    return described;
  }

  private static Object value(Map<String, Object> values, String path) {
    Object found = values;
    for (String key : List.of(path.split("\\.", -1))) {
      found = Objects.requireNonNull(((Map<?, ?>) found).get(key));
    }
    return found;
  }

  private static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          new TreeMap<Object, Object>(map)
              .entrySet().stream()
                  .map(entry -> entry.getKey() + ": " + json(entry.getValue()))
                  .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(ChartReadme::json).collect(Collectors.joining(", ", "[", "]"));
      case String text -> text.isEmpty() ? "\"\"" : text;
      default -> String.valueOf(value);
    };
  }
}
