package io.github.ciautoscaler.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong and what is odd, collected while values are read. */
public final class Findings {

  private final List<Problem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  void add(Problem problem) {
    problems.add(problem);
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /** With any of these nothing may start. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Sentences without a full stop. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
