package io.github.ciautoscaler.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a value stands in the tree, for example {@code autoscaler.pools[0].name}. */
public record KeyPath(List<Step> steps) {

  private static final Pattern INDEXED = Pattern.compile("(.*?)((?:\\[\\d{1,6}])+)");

  /** Under this name stands everything of ours. */
  static final KeyPath ROOT = KeyPath.parse("autoscaler");

  public KeyPath {
    steps = List.copyOf(steps);
  }

  /** One step down. */
  sealed interface Step {}

  /** To the child of this name. */
  record Name(String text) implements Step {

    /** max-nodes, maxNodes and max_nodes are one, as everywhere in Spring Boot. */
    boolean means(String other) {
      return uniform(text).equals(uniform(other));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** To an element of a list, from 0. */
  record Index(int number) implements Step {
    @Override
    public String toString() {
      return "[" + number + "]";
    }
  }

  /** Never fails: what is no index is part of a name. */
  public static KeyPath parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      Matcher indexed = INDEXED.matcher(part);
      steps.add(new Name(indexed.matches() ? indexed.group(1) : part));
      if (indexed.matches()) {
        for (String number : indexed.group(2).substring(1).split("]\\[|]", 0)) {
          steps.add(new Index(Integer.parseInt(number)));
        }
      }
    }
    return new KeyPath(steps);
  }

  KeyPath child(String name) {
    return with(new Name(name));
  }

  KeyPath element(int number) {
    return with(new Index(number));
  }

  private KeyPath with(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new KeyPath(longer);
  }

  boolean isBelow(KeyPath other) {
    return steps.size() > other.steps.size()
        && steps.subList(0, other.steps.size()).equals(other.steps);
  }

  static String uniform(String text) {
    return text.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(step instanceof Name && !text.isEmpty() ? "." : "").append(step);
    }
    return text.toString();
  }
}
