package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a selector or a name must be, so that what runs today can be taken over. */
class ChartUpgradeTest {

  private static final Map<String, String> SELECTOR = Map.of("app.kubernetes.io/name", Chart.NAME);

  static List<Path> examples() {
    return Chart.examples();
  }

  /** A Deployment's selector cannot be changed: another one would end the upgrade. */
  @Test
  void the_selectors_are_those_of_the_first_kustomization() {
    List<Map<String, Object>> objects = Chart.of(Chart.example("with-runner"));

    assertThat(Chart.at(only("Deployment", objects), "spec", "selector", "matchLabels"))
        .isEqualTo(SELECTOR);
    assertThat(Chart.at(only("Service", objects), "spec", "selector")).isEqualTo(SELECTOR);
    assertThat(Chart.at(only("DaemonSet", objects), "spec", "selector", "matchLabels"))
        .isEqualTo(Map.of("app", "gitea-actions-runner"));
  }

  @Test
  void every_object_of_the_kustomization_is_one_of_the_chart_and_has_its_name() {
    List<String> chart =
        Chart.of(Chart.example("with-runner")).stream().map(ChartUpgradeTest::id).toList();
    List<String> kustomization =
        Stream.of("k8s/autoscaler", "k8s/runner")
            .map(Path::of)
            .flatMap(directory -> Manifests.resources(directory).stream().map(directory::resolve))
            .flatMap(file -> Manifests.documents(Manifests.read(file)).stream())
            .map(ChartUpgradeTest::id)
            .filter(id -> !id.equals("Namespace /gitea-ci-autoscaler"))
            .toList();

    assertThat(chart).containsExactlyInAnyOrderElementsOf(kustomization);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void what_selects_selects_the_pods_of_its_own_release(Path example) {
    List<Map<String, Object>> objects = Chart.of(example);
    Map<?, ?> pod = Chart.at(only("Deployment", objects), "spec", "template", "metadata", "labels");

    assertSelects(Chart.at(only("Service", objects), "spec", "selector"), pod);
    assertSelects(Chart.at(only("Deployment", objects), "spec", "selector", "matchLabels"), pod);
    for (String kind : List.of("NetworkPolicy", "PodDisruptionBudget", "PodMonitor")) {
      for (Map<String, Object> object : Chart.ofKind(kind, objects)) {
        Map<?, ?> spec = Chart.at(object, "spec");
        Map<?, ?> selector =
            Chart.at(spec, kind.equals("NetworkPolicy") ? "podSelector" : "selector");
        if (kind.equals("NetworkPolicy") && selector.isEmpty()) {
          continue; // of the runners' namespace: all pods there
        }
        assertSelects(Chart.at(selector, "matchLabels"), pod);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_process_knows_the_name_of_its_deployment(Path example) {
    Map<String, Object> deployment = only("Deployment", Chart.of(example));

    assertThat(deployment.toString())
        .contains("{name=DEPLOYMENT_NAME, value=" + Chart.name(deployment) + "}");
  }

  private static void assertSelects(Map<?, ?> selector, Map<?, ?> labels) {
    assertThat(selector).isNotEmpty();
    assertThat(labels.entrySet().containsAll(selector.entrySet())).isTrue();
  }

  @Test
  void beside_the_original_no_name_and_no_label_is_one_that_it_may_have() {
    String rendered =
        Chart.render(
            Chart.ROOT,
            List.of(Chart.example("beside-the-original")),
            Map.of("fullnameOverride", "ci-autoscaler"));
    List<Map<String, Object>> objects = Chart.objects(rendered);

    assertThat(objects).allSatisfy(object -> assertThat(Chart.name(object)).startsWith("ci-auto"));
    assertThat(Chart.at(only("Deployment", objects), "spec", "template", "metadata", "labels"))
        .isEqualTo(Map.of("app.kubernetes.io/name", "ci-autoscaler"));
  }

  @Test
  void the_originals_secret_is_read_whole_and_nothing_is_written() {
    List<Map<String, Object>> objects = Chart.of(Chart.example("beside-the-original"));

    assertThat(only("Deployment", objects).toString())
        .contains("secretRef={name=gitea-ci-autoscaler-env}");
    assertThat(Chart.at(Chart.ofKind("ConfigMap", objects).getFirst(), "data").get("DRY_RUN"))
        .isEqualTo("true");
  }

  private static Map<String, Object> only(String kind, List<Map<String, Object>> objects) {
    List<Map<String, Object>> found = Chart.ofKind(kind, objects);
    assertThat(found).as(kind).hasSize(1);
    return found.getFirst();
  }

  private static String id(Map<String, Object> object) {
    Object namespace = Chart.at(object, "metadata").get("namespace");
    return object.get("kind")
        + " "
        + (namespace == null ? "" : namespace)
        + "/"
        + Chart.name(object);
  }
}
