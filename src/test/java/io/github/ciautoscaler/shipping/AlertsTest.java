package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class AlertsTest {

  private static final Path CASES = Path.of("src/test/resources/alerts/alerts-test.yaml");
  private static final Path PAGE = Path.of("docs/alerts.md");

  @TempDir private Path directory;

  @Test
  void prometheus_takes_the_rules() throws IOException, InterruptedException {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), yaml(Alerts.file()));

    assertThat(Promtool.run(rules, "check", "rules", rules.toString()))
        .contains(Alerts.rules(Alerts.file()).size() + " rules found");
  }

  /** The texts are left out there: each case would have to repeat them. */
  @Test
  void every_alert_fires_where_it_should_and_keeps_silent_where_it_should()
      throws IOException, InterruptedException {
    Map<?, ?> file = Alerts.file();
    Alerts.rules(file).forEach(rule -> rule.remove("annotations"));
    Files.writeString(directory.resolve("rules.yaml"), yaml(file));
    Path cases = directory.resolve("cases.yaml");
    Files.copy(CASES, cases);

    assertThat(Promtool.run(cases, "test", "rules", cases.toString())).contains("SUCCESS");
  }

  @Test
  void every_alert_has_a_case_that_fires_and_one_that_is_silent() {
    Map<String, Object> cases = Manifests.documents(Manifests.read(CASES)).getFirst();

    assertThat(tested(cases, expected -> !expected.isEmpty())).isEqualTo(names());
    assertThat(tested(cases, List::isEmpty)).isEqualTo(names());
  }

  private static Set<String> tested(Map<?, ?> cases, Predicate<List<?>> expected) {
    return list(cases.get("tests")).stream()
        .flatMap(each -> list(((Map<?, ?>) each).get("alert_rule_test")).stream())
        .map(each -> (Map<?, ?>) each)
        .filter(each -> expected.test(list(each.get("exp_alerts"))))
        .map(each -> String.valueOf(each.get("alertname")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_alert_has_its_section_and_links_to_it() {
    Set<String> sections =
        Manifests.read(PAGE)
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(sections).isEqualTo(names());
    for (Map<?, ?> rule : Alerts.rules(Alerts.file())) {
      String name = String.valueOf(rule.get("alert"));
      assertThat(Chart.at(rule, "annotations").get("runbook_url"))
          .isEqualTo("https://docs.example.com/alerts.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(Chart.at(rule, "labels").get("severity")).isIn("critical", "warning", "info");
    }
  }

  /** A value that nothing reads would be a threshold that does not hold. */
  @Test
  void every_threshold_changes_a_rule() {
    Map<String, Object> values =
        Manifests.documents(Manifests.read(Chart.ROOT.resolve("values.yaml"))).getFirst();
    Map<?, ?> thresholds = Chart.at(values, "prometheusRule", "thresholds");
    String template =
        Manifests.read(Chart.ROOT.resolve("templates/monitoring/prometheusrule.yaml"));

    assertThat(thresholds).isNotEmpty();
    assertThat(thresholds.keySet())
        .allSatisfy(name -> assertThat(template).contains("{{ ." + name + " }}"));
  }

  private static Set<String> names() {
    return Alerts.rules(Alerts.file()).stream()
        .map(rule -> String.valueOf(rule.get("alert")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String yaml(Map<?, ?> file) {
    return new Yaml().dump(file);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }
}
