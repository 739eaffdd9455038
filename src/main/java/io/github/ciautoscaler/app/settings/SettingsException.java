package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.settings.Problem;
import java.util.List;

/** Stops the start with every problem of the configuration at once. */
public final class SettingsException extends RuntimeException {

  private final transient List<Problem> problems;

  public SettingsException(List<Problem> problems) {
    super(
        "Problems in the configuration: "
            + String.join("; ", problems.stream().map(Problem::described).toList()));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
