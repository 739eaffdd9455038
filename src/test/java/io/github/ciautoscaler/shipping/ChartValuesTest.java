package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.settings.ObjectList;
import io.github.ciautoscaler.settings.PoolKeys;
import io.github.ciautoscaler.settings.Schema;
import io.github.ciautoscaler.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart's values, their schema and their description say the same. */
class ChartValuesTest {

  private static final Path README = Chart.ROOT.resolve("README.md");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica: 2 | replica
          replicas: two | replicas
          replicas: -1 | replicas
          {image: {tagg: a}} | image
          {image: {digest: 'md5:1'}} | digest
          {settings: {MAX_NODE: 1}} | settings
          {settings: {HETZNER_API_TOKEN: a}} | settings
          {settings: {RUNNER_NAMESPACE: a}} | settings
          {settings: {MAX_NODES: [1]}} | MAX_NODES
          {existingSecret: {asFiles: true}} | existingSecret
          {existingSecret: {keys: {TOKEN: a}}} | keys
          {secret: {MAX_NODES: '1'}} | secret
          {env: [{nam: A}]} | env
          {podDisruptionBudget: {enabled: true, maxUnavailable: many}} | maxUnavailable
          {priorityClass: {create: true, value: 2000000000}} | priorityClass
          {affinity: {nodeAffinity: {}}} | affinity
          {nodeExpressions: [{key: a, operator: Is}]} | operator
          {service: {port: 80808}} | port
          {ingress: {enabled: true}} | host
          {httpRoute: {enabled: true}} | httpRoute
          {networkPolicy: {egress: {enabled: true, ports: []}}} | ports
          {serviceMonitor: {interval: often}} | interval
          {runner: {capacity: 0}} | capacity
          {pools: {name: a}} | pools
          {pools: [{max: 3}]} | name
          {pools: [{name: Arm64}]} | name
          {pools: [{name: a, server-type: cax21}]} | server-type
          {pools: [{name: a, capacity: [{period: '* * * * *'}]}]} | period
          {commonLabels: {a: 1}} | commonLabels
          """)
  void a_wrong_value_is_refused_with_its_path(String values, String path, @TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("values.yaml");
    Files.writeString(file, values);

    assertThatThrownBy(() -> Chart.render(Chart.ROOT, List.of(file), Map.of()))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(path);
  }

  @Test
  void every_value_is_in_the_schema_and_every_value_of_the_schema_exists() {
    Map<String, Object> values = Manifests.documents(read("values.yaml")).getFirst();
    Map<String, Object> schema = Manifests.documents(read("values.schema.json")).getFirst();
    Set<String> inSchema = new TreeSet<>();
    collect(schema, "", inSchema);
    inSchema.remove("global");

    assertThat(inSchema).isEqualTo(ChartReadme.paths(values));
  }

  /** Only where the schema lists the names; what is free-form ends there. */
  private static void collect(Map<?, ?> schema, String path, Set<String> into) {
    Map<?, ?> properties = Chart.at(schema, "properties");
    boolean variables = properties.keySet().stream().anyMatch(key -> isVariable(key));
    if (properties.isEmpty() || variables || path.matches("affinity\\.|(.*\\.)?resources\\.")) {
      into.add(path.substring(0, path.length() - 1));
      return;
    }
    properties.forEach((key, value) -> collect((Map<?, ?>) value, path + key + ".", into));
  }

  private static boolean isVariable(Object key) {
    return String.valueOf(key).matches("[A-Z][A-Z0-9_]+");
  }

  @Test
  void every_object_of_the_schema_is_closed_or_free_on_purpose() {
    assertClosed(Manifests.documents(read("values.schema.json")).getFirst(), "");
  }

  private static void assertClosed(Map<?, ?> schema, String path) {
    Map<?, ?> properties = Chart.at(schema, "properties");
    if (!properties.isEmpty()) {
      assertThat(schema.get("additionalProperties")).as(path).isEqualTo(false);
    }
    properties.forEach((key, value) -> assertClosed((Map<?, ?>) value, path + "." + key));
  }

  @Test
  void a_pool_may_have_every_key_and_no_other() {
    Map<String, Object> schema = Manifests.documents(read("values.schema.json")).getFirst();
    Map<?, ?> inChart = Chart.at(schema, "properties", "pools", "items", "properties");
    Schema pool = PoolKeys.POOLS.element();

    assertThat(inChart.keySet()).isEqualTo(keysOf(pool));
    for (ObjectList<?> list : pool.lists()) {
      assertThat(Chart.at(inChart, list.key(), "items", "properties").keySet())
          .as(list.key())
          .isEqualTo(keysOf(list.element()));
    }
  }

  /** {@code image.selector} stands below {@code image}. */
  private static Set<Object> keysOf(Schema schema) {
    return Stream.concat(
            schema.settings().stream().map(Setting::key),
            schema.lists().stream().map(ObjectList::key))
        .map(key -> key.replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_variable_may_be_set_and_none_that_is_secret_among_the_settings() throws IOException {
    Map<String, Object> schema = Manifests.documents(read("values.schema.json")).getFirst();
    Set<?> settings = Chart.at(schema, "properties", "settings", "properties").keySet();
    Set<?> secrets = Chart.at(schema, "properties", "secret", "properties").keySet();
    Matcher row =
        Pattern.compile("(?m)^\\| (`[A-Z].*?) \\| `autoscaler\\..*$")
            .matcher(Files.readString(Path.of("docs/configuration.md")));

    int seen = 0;
    while (row.find()) {
      boolean secret = row.group().endsWith("A secret. |");
      Set<?> wanted = secret ? secrets : settings;
      Set<?> others = secret ? settings : Set.of();
      Matcher name = Pattern.compile("`([A-Z0-9_]+)`").matcher(row.group(1));
      while (name.find()) {
        seen++;
        if (!name.group(1).equals("RUNNER_NAMESPACE")) {
          assertThat(wanted.contains(name.group(1))).as(name.group(1)).isTrue();
          assertThat(others.contains(name.group(1))).as(name.group(1)).isFalse();
        }
      }
    }
    assertThat(seen).isGreaterThan(40);
  }

  /** {@code mvn test -Dtest=ChartValuesTest -Ddocs.write=true} writes it anew. */
  @Test
  void the_readme_describes_every_value_with_its_default() throws IOException {
    String readme = Files.readString(README);
    String made = ChartReadme.withTable(readme, ChartReadme.table(read("values.yaml")));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(README, made);
    }

    assertThat(Files.readString(README)).isEqualTo(made);
  }

  @Test
  void the_charts_version_is_the_projects() throws IOException {
    Map<String, Object> chart = Manifests.documents(read("Chart.yaml")).getFirst();
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(pom).contains("<revision>" + chart.get("version") + "-SNAPSHOT</revision>");
    assertThat(chart.get("appVersion")).isEqualTo(chart.get("version"));
  }

  private static String read(String file) {
    return Manifests.read(Chart.ROOT.resolve(file));
  }
}
