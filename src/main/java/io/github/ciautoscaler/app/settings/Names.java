package io.github.ciautoscaler.app.settings;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which variable a name stands for, in each of its spellings. */
final class Names {

  private static final String FILE = "_FILE";
  private static final Map<String, Named> BY_NAME = new HashMap<>();
  private static final Map<String, Named> BY_KEY = new HashMap<>();

  static {
    for (Variable variable : Variable.values()) {
      for (String name : variable.names()) {
        BY_NAME.put(name, new Named(variable, false));
        BY_NAME.put(name + FILE, new Named(variable, true));
        BY_KEY.put(uniform(Variable.keyOf(name)), new Named(variable, false));
        BY_KEY.put(uniform(Variable.keyOf(name + FILE)), new Named(variable, true));
      }
    }
  }

  /**
   * @param isFile whether the value is a path to a file that holds the value proper
   */
  record Named(Variable variable, boolean isFile) {}

  private Names() {}

  /** As an environment variable: exactly so. */
  static Optional<Named> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** As a property: max-nodes, maxNodes and max_nodes are one, as everywhere in Spring Boot. */
  static Optional<Named> byKey(String key) {
    return Optional.ofNullable(BY_KEY.get(uniform(key)));
  }

  static boolean isOurKey(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith(Variable.PREFIX);
  }

  /** The known key that looks most like it. */
  static String nearestKey(String key) {
    return Stream.of(Variable.values())
        .flatMap(variable -> variable.names().stream())
        .map(Variable::keyOf)
        .min(Comparator.comparingInt(known -> distance(uniform(key), uniform(known))))
        .orElseThrow();
  }

  private static String uniform(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
