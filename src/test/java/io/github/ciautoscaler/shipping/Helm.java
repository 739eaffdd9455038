package io.github.ciautoscaler.shipping;

import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Helm itself, as a library, on one chart. */
final class Helm {

  /** Only decides about the chart's kubeVersion; the embedded default is older than that. */
  private static final String KUBERNETES = "1.36.0";

  private final Path chart;

  Helm(Path chart) {
    this.chart = chart;
  }

  /**
   * What {@code helm template} prints; hooks are not among it.
   *
   * @throws IllegalStateException with Helm's own words where it refuses the values
   */
  String template(String release, String namespace, List<Path> values, Map<String, ?> set) {
    TemplateCommand command =
        new com.marcnuri.helm.Helm(chart)
            .template()
            .withName(release)
            .withNamespace(namespace)
            .withKubeVersion(KUBERNETES);
    values.forEach(command::withValuesFile);
    set.forEach(command::set);
    return command.call();
  }

  /** What {@code helm lint --strict} has to say, where that is more than advice. */
  List<String> lint() {
    LintResult result = new com.marcnuri.helm.Helm(chart).lint().strict().call();
    List<String> messages = result.getMessages();
    return result.isFailed()
        ? messages
        : messages.stream().filter(text -> !text.contains("[INFO]")).toList();
  }
}
