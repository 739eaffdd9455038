package io.github.ciautoscaler.fleet;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One condition on labels, of a Node's or of a pod's. */
public record Match(String key, Operator operator, List<String> values) {

  public Match {
    values = List.copyOf(values);
  }

  /** How labels are compared. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST,
    GREATER,
    LESS
  }

  public static Match equal(String key, String value) {
    return new Match(key, Operator.IN, List.of(value));
  }

  /** Whether these labels meet all of them; none is met by any. */
  public static boolean all(List<Match> matches, Map<String, String> labels) {
    return matches.stream().allMatch(match -> match.isMetBy(labels));
  }

  public boolean isMetBy(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
      case GREATER -> compares(value) > 0;
      case LESS -> compares(value) < 0;
    };
  }

  /** Zero where one of both is no number: then neither is met. */
  private int compares(@Nullable String value) {
    try {
      return value == null || values.size() != 1
          ? 0
          : Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
