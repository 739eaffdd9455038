package io.github.ciautoscaler.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Types of what is written as {@code key=value}, as Hetzner and Kubernetes write labels. */
final class Pairs {

  private static final String NAME = "[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?";
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/)?" + NAME);
  private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");

  static final Type<Map<String, String>> LABELS = new Type<>(Kind.LIST, Map.of(), Pairs::labels);

  private Pairs() {}

  private static Optional<Map<String, String>> labels(String text, Remarks remarks) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String element : Texts.elements(text)) {
      int sign = element.indexOf('=');
      String key = sign < 0 ? element : element.substring(0, sign).strip();
      String value = sign < 0 ? "" : element.substring(sign + 1).strip();
      if (sign < 0 || !KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
        return remarks.wrong(
            "has " + remarks.shown(element) + ", which is no label",
            "Write key=value, each of at most 63 letters, digits, - _ and ., as in team=ci.");
      }
      if (labels.put(key, value) != null) {
        return remarks.wrong("has " + key + " twice", "Write each key once.");
      }
    }
    return Optional.of(labels);
  }
}
