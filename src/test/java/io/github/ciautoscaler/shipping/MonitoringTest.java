package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, the alerts and the documents name what a running process really exports. */
class MonitoringTest {

  private static final Path DASHBOARD = Chart.ROOT.resolve("files/dashboard.json");
  private static final Path METRICS = Path.of("docs/metrics.md");

  /** Not ours: the scrape's target gets them from Prometheus. */
  private static final Set<String> OF_THE_TARGET = Set.of("job", "instance", "namespace", "pod");

  private static final Pattern QUOTED = Pattern.compile("`([a-z]+_[a-z0-9_]+)`");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

  private static LiveScrape live = new LiveScrape("");

  @BeforeAll
  static void scrape() throws IOException, InterruptedException {
    Set<String> wanted = new TreeSet<>();
    expressions().forEach(text -> wanted.addAll(Expression.of(text).metrics().keySet()));
    live = LiveScrape.with(wanted);
  }

  private static List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    targets().forEach(target -> expressions.add(String.valueOf(target.get("expr"))));
    Alerts.rules(Alerts.file()).forEach(rule -> expressions.add(String.valueOf(rule.get("expr"))));
    return expressions;
  }

  @Test
  void every_metric_and_label_of_dashboard_and_alerts_is_exported() {
    Map<String, Set<String>> samples = live.samples();
    List<String> expressions = expressions();

    assertThat(expressions).hasSizeGreaterThan(60);
    for (String text : expressions) {
      Expression expression = Expression.of(text);
      assertThat(expression.metrics()).as(text).isNotEmpty();
      expression
          .metrics()
          .forEach((metric, labels) -> {
            assertThat(samples).as(text).containsKey(metric);
            assertThat(with(samples.get(metric))).as(text).containsAll(labels);
          });
      assertThat(labelsOf(expression)).as(text).containsAll(expression.groups());
    }
  }

  @Test
  void every_label_of_a_legend_and_of_an_alerts_text_is_exported() {
    List<Map<?, ?>> shown = new ArrayList<>(targets());
    shown.addAll(Alerts.rules(Alerts.file()));

    for (Map<?, ?> each : shown) {
      Expression expression = Expression.of(String.valueOf(each.get("expr")));
      Matcher label = LEGEND.matcher(each.get("legendFormat") + " " + each.get("annotations"));
      while (label.find()) {
        assertThat(labelsOf(expression)).as(each.toString()).contains(label.group(1));
      }
    }
  }

  /** A panel that shows a whole family shows what was exported, so nothing is left unseen. */
  @Test
  void every_family_of_the_fleet_is_on_the_dashboard_or_left_out_on_purpose() {
    String dashboard = Manifests.read(DASHBOARD);
    Set<String> unseen =
        live.families().stream()
            .filter(family -> family.startsWith("autoscaler_"))
            .filter(family -> !dashboard.contains(family))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(unseen)
        .containsExactlyInAnyOrder(
            "autoscaler_config_last_reload_success_timestamp_seconds",
            "autoscaler_dry_run",
            "autoscaler_foreign_servers_age_seconds",
            "autoscaler_last_success_timestamp_seconds",
            "autoscaler_linux_jobs_running",
            "autoscaler_linux_jobs_waiting",
            "autoscaler_push_failures_total",
            "autoscaler_runners_deregistered_total");
  }

  @Test
  void what_is_exported_is_documented_and_what_is_documented_is_exported() {
    Set<String> documented = new TreeSet<>();
    Matcher name = QUOTED.matcher(Manifests.read(METRICS));
    while (name.find()) {
      documented.add(name.group(1));
    }

    assertThat(documented).containsAll(live.families());
    assertThat(live.families())
        .containsAll(documented.stream().filter(each -> each.startsWith("autoscaler_")).toList());
  }

  @Test
  void prometheus_finds_nothing_to_complain_about_in_the_scrape(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path scrape = Files.writeString(directory.resolve("scrape.txt"), live.text());

    assertThat(Promtool.run(scrape, "check", "metrics")).isEmpty();
  }

  @Test
  void the_dashboard_explains_every_panel_and_keeps_its_address() {
    Map<String, Object> dashboard = dashboard();
    List<Map<?, ?>> panels = panels();

    assertThat(dashboard.get("uid")).isEqualTo("gitea-ci-autoscaler");
    assertThat(panels).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
    for (Map<?, ?> panel : panels) {
      if (!"row".equals(panel.get("type"))) {
        assertThat(String.valueOf(panel.get("description")))
            .as("%s", panel.get("title"))
            .endsWith(".");
        assertThat(Chart.at(panel, "datasource").get("uid")).isEqualTo("${datasource}");
      }
    }
  }

  @Test
  void the_config_map_carries_the_dashboard_unchanged() {
    List<Map<String, Object>> objects = Chart.of(Chart.example("prometheus-operator"));
    Map<?, ?> data =
        Chart.ofKind("ConfigMap", objects).stream()
            .map(map -> Chart.at(map, "data"))
            .filter(each -> each.containsKey("gitea-ci-autoscaler.json"))
            .findFirst()
            .orElseThrow();

    assertThat(Manifests.documents(String.valueOf(data.get("gitea-ci-autoscaler.json"))).getFirst())
        .isEqualTo(dashboard());
  }

  private static Set<String> labelsOf(Expression expression) {
    Set<String> labels = new TreeSet<>();
    expression
        .metrics()
        .keySet()
        .forEach(metric -> labels.addAll(with(live.samples().get(metric))));
    return labels;
  }

  private static Set<String> with(@Nullable Set<String> labels) {
    Set<String> all = new TreeSet<>(OF_THE_TARGET);
    all.addAll(Objects.requireNonNull(labels));
    return all;
  }

  private static Map<String, Object> dashboard() {
    return Manifests.documents(Manifests.read(DASHBOARD)).getFirst();
  }

  private static List<Map<?, ?>> panels() {
    return maps(dashboard().get("panels"));
  }

  private static List<Map<?, ?>> targets() {
    return panels().stream()
        .filter(panel -> panel.containsKey("targets"))
        .flatMap(panel -> maps(panel.get("targets")).stream())
        .toList();
  }

  private static List<Map<?, ?>> maps(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list))
        .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
  }
}
