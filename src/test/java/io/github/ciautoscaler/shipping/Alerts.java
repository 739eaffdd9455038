package io.github.ciautoscaler.shipping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The alerts that the chart makes. */
final class Alerts {

  /** With a price, without which one of them is left out. */
  private static final Map<String, Object> ALL =
      Map.of(
          "prometheusRule.enabled",
          true,
          "prometheusRule.thresholds.costPerHour",
          2.5,
          "prometheusRule.runbookUrl",
          "https://docs.example.com/alerts.md");

  private Alerts() {}

  /** The spec, as a rule file of Prometheus. */
  static Map<?, ?> file() {
    String rendered = Chart.render(Chart.ROOT, List.of(Chart.example("minimal")), ALL);
    Map<String, Object> rule = Chart.ofKind("PrometheusRule", Chart.objects(rendered)).getFirst();
    CustomResources.check(rule);
    return Chart.at(rule, "spec");
  }

  static List<Map<?, ?>> rules(Map<?, ?> file) {
    Map<?, ?> group = (Map<?, ?>) list(file.get("groups")).getFirst();
    return list(group.get("rules")).stream().<Map<?, ?>>map(rule -> (Map<?, ?>) rule).toList();
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }
}
