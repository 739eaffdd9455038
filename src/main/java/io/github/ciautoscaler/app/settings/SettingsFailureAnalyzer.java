package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.settings.Problem;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the problems of the configuration, and under the same numbers how to mend them. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<SettingsException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SettingsException cause) {
    List<Problem> problems = cause.problems();
    String title =
        problems.size() == 1
            ? "1 problem in the configuration"
            : problems.size() + " problems in the configuration";
    return new FailureAnalysis(
        title + numbered(problems, Problem::described),
        "Nothing was started and nothing was changed. To mend it:"
            + numbered(problems, Problem::mend),
        cause);
  }

  private static String numbered(List<Problem> problems, Function<Problem, String> line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < problems.size(); i++) {
      text.append("\n  ").append(i + 1).append(". ").append(line.apply(problems.get(i)));
    }
    return text.toString();
  }
}
