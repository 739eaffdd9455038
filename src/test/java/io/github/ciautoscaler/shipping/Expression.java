package io.github.ciautoscaler.shipping;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression names: its metrics, each with the labels that it is selected by, and the
 * labels by which it is grouped.
 */
record Expression(Map<String, Set<String>> metrics, Set<String> groups) {

  private static final Pattern METRIC =
      Pattern.compile("\\b(autoscaler_\\w+|process_\\w+|jvm_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUP = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");

  static Expression of(String text) {
    Map<String, Set<String>> metrics = new TreeMap<>();
    Matcher metric = METRIC.matcher(text);
    while (metric.find()) {
      Set<String> labels = metrics.computeIfAbsent(metric.group(1), name -> new TreeSet<>());
      Matcher label = MATCHER.matcher(metric.group(2) == null ? "" : metric.group(2));
      while (label.find()) {
        labels.add(label.group(1));
      }
    }
    Set<String> groups = new TreeSet<>();
    Matcher group = GROUP.matcher(text);
    while (group.find()) {
      groups.addAll(Set.of(group.group(1).split("\\s*,\\s*", -1)));
    }
    return new Expression(metrics, groups);
  }
}
