package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.settings.Given.Rank;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A source as a test writes it down: keys and texts in turn. */
record Written(String where, Rank rank, Map<String, String> texts) implements SettingsSource {

  private static final String ENVIRONMENT = "the environment";

  static Written inFile(String... pairs) {
    return new Written("a file", Rank.EXPLICIT, map(pairs));
  }

  static Written asArguments(String... pairs) {
    return new Written("the command line", Rank.COMMAND_LINE, map(pairs));
  }

  static Written inTheEnvironment(String... pairs) {
    return new Written(ENVIRONMENT, Rank.EXPLICIT, map(pairs));
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      texts.put(pairs[i], pairs[i + 1]);
    }
    return texts;
  }

  @Override
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }

  @Override
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }

  @Override
  public String filled(String text) {
    return text;
  }

  @Override
  public String place(String name) {
    return name + " in " + where;
  }

  @Override
  public boolean isEnvironment() {
    return where.equals(ENVIRONMENT);
  }
}
