package io.github.ciautoscaler.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A variable that people write in capitals or in small letters, as for proxies.
 *
 * @param name as it is spelled
 * @param value not empty
 */
record CasedVariable(String name, String value) {

  /**
   * @throws UnusableVariable when both spellings say something, and not the same
   */
  static Optional<CasedVariable> in(Map<String, String> environment, String name) {
    String small = name.toLowerCase(Locale.ROOT);
    Optional<CasedVariable> one = as(environment, name);
    Optional<CasedVariable> other = as(environment, small);
    if (one.isPresent() && other.isPresent() && !one.get().value().equals(other.get().value())) {
      throw new UnusableVariable(
          name,
          "and " + small + " give two different values for one thing",
          "Keep one of them, or make them equal.");
    }
    return one.or(() -> other);
  }

  private static Optional<CasedVariable> as(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? Optional.empty() : Optional.of(new CasedVariable(name, value));
  }

  @Override
  public String toString() {
    return name;
  }
}
