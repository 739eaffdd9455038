package io.github.ciautoscaler.app.sandbox;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which variables keep the sandbox from starting, and how to start it all the same. */
final class SandboxRefusedAnalyzer extends AbstractFailureAnalyzer<SandboxRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SandboxRefused refused) {
    List<String> found = refused.credentials();
    String description =
        refused.getMessage()
            + " It simulates them all and brings tokens of its own, but these are set:\n"
            + found.stream().map(one -> "  - " + one).collect(Collectors.joining("\n"));
    String unset =
        found.stream()
            .map(one -> "-u " + one.replaceFirst(" .*", ""))
            .collect(Collectors.joining(" "));
    return new FailureAnalysis(
        description,
        "Unset them for this one command: put `env "
            + unset
            + "` before it. To work with the real systems, start without the profile sandbox.",
        refused);
  }
}
