package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

  static List<Path> examples() {
    return Chart.examples();
  }

  @Test
  void helm_finds_nothing_to_complain_about() {
    assertThat(new Helm(Chart.ROOT).lint()).isEmpty();
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_manifest_of_every_example_is_what_kubernetes_knows(Path example) {
    List<Map<String, Object>> objects = Chart.of(example);

    assertThat(objects).hasSizeGreaterThanOrEqualTo(4);
    for (Map<String, Object> object : objects) {
      if (CustomResources.knows(object)) {
        CustomResources.check(object);
      } else {
        Manifests.strict(object);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: a}}",
        "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: a}, spec:"
            + " {selector: {matchLabels: {a: b}}, podMetricsEndpoints: [{port: http, intervall:"
            + " 5s}]}}",
        "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, spec:"
            + " {parentRefs: [{name: a}], rules: [{backendRefs: [{name: a, port: http}]}]}}"
      })
  void the_check_refuses_what_a_custom_resource_would_not_take(String broken) {
    Map<String, Object> document = Manifests.documents(broken).getFirst();

    assertThatThrownBy(() -> CustomResources.check(document))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void no_two_objects_have_one_name_and_no_example_holds_a_token(Path example) {
    Set<String> seen = new HashSet<>();
    for (Map<String, Object> object : Chart.of(example)) {
      Object namespace = Chart.at(object, "metadata").get("namespace");
      assertThat(seen.add(object.get("kind") + " " + namespace + "/" + Chart.name(object)))
          .as("%s %s", object.get("kind"), Chart.name(object))
          .isTrue();
    }
    assertThat(Chart.ofKind("Secret", Chart.of(example))).isEmpty();
  }

  @Test
  void what_is_common_stands_on_every_object_and_pod() {
    Path extras = Chart.example("extras");
    String rendered =
        Chart.render(
            Chart.ROOT,
            List.of(extras),
            Map.of(
                "runner.enabled", true,
                "serviceMonitor.enabled", true,
                "dashboard.enabled", true,
                "podDisruptionBudget.enabled", true));
    List<Map<String, Object>> objects =
        Chart.objects(rendered).stream()
            .filter(object -> !Chart.name(object).matches("company-ca|.*-note"))
            .toList();

    assertThat(objects).hasSizeGreaterThan(15);
    for (Map<String, Object> object : objects) {
      assertCommon(Chart.at(object, "metadata"), Chart.name(object));
    }
    for (String kind : List.of("Deployment", "DaemonSet")) {
      Map<String, Object> workload = Chart.ofKind(kind, objects).getFirst();
      assertCommon(Chart.at(workload, "spec", "template", "metadata"), kind);
    }
  }

  private static void assertCommon(Map<?, ?> metadata, String what) {
    assertThat(Chart.at(metadata, "labels").get("team")).as(what).isEqualTo("platform");
    assertThat(Chart.at(metadata, "annotations").get("example.com/owner"))
        .as(what)
        .isEqualTo("platform@example.com");
  }

  @Test
  void two_replicas_roll_are_spread_and_one_stays() {
    List<Map<String, Object>> objects = Chart.of(Chart.example("two-replicas"));
    Map<?, ?> spec = Chart.at(Chart.ofKind("Deployment", objects).getFirst(), "spec");
    Map<?, ?> pod = Chart.at(spec, "template", "spec");

    assertThat(Chart.at(spec, "strategy").get("type")).isEqualTo("RollingUpdate");
    assertThat((List<?>) pod.get("topologySpreadConstraints")).hasSize(1);
    assertThat(pod.get("priorityClassName"))
        .isEqualTo(Chart.name(Chart.ofKind("PriorityClass", objects).getFirst()));
    assertThat(
            Chart.at(Chart.ofKind("PodDisruptionBudget", objects).getFirst(), "spec")
                .get("maxUnavailable"))
        .isEqualTo(1);
  }

  @Test
  void tokens_as_files_are_named_by_their_variables_and_are_in_no_environment() {
    Map<?, ?> pod = pod("token-files");
    String environment = String.valueOf(container(pod).get("env"));

    assertThat(environment).contains("HETZNER_API_TOKEN_FILE").doesNotContain("secretKeyRef");
    assertThat(String.valueOf(container(pod).get("envFrom"))).doesNotContain("secretRef");
    assertThat(String.valueOf(pod.get("volumes"))).contains("key=hcloud, path=HETZNER_API_TOKEN");
  }

  @Test
  void chosen_keys_are_handed_over_alone() {
    Map<?, ?> container = container(pod("chosen-keys"));

    assertThat(String.valueOf(container.get("env")))
        .contains("name=HETZNER_API_TOKEN, valueFrom={secretKeyRef={name=ci-tokens, key=hcloud}}");
    assertThat(String.valueOf(container.get("envFrom"))).doesNotContain("secretRef");
  }

  @Test
  void a_closed_network_lets_out_what_was_named_and_never_the_metadata_service() {
    Map<?, ?> policy =
        Chart.at(
            Chart.ofKind("NetworkPolicy", Chart.of(Chart.example("closed-network"))).getFirst(),
            "spec");

    assertThat(policy.get("policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
    assertThat(String.valueOf(policy.get("egress")))
        .contains("port=53", "port=443", "port=6443", "port=3000")
        .contains("except=[169.254.169.254/32]");
  }

  @Test
  void a_changed_setting_rolls_the_pods() {
    Map<?, ?> before = pods(Map.of());

    assertThat(pods(Map.of("settings.MAX_NODES", 9))).isNotEqualTo(before);
    assertThat(pods(Map.of("service.port", 81))).isEqualTo(before);
  }

  /** Helm reads every number as a floating one. */
  @Test
  void a_large_number_among_the_settings_stays_as_it_was_written(@TempDir Path directory)
      throws IOException {
    Path values = directory.resolve("values.yaml");
    Files.writeString(values, "settings: {HCLOUD_NETWORK: 12345678, DRY_RUN: true}");
    Map<String, Object> settings =
        Chart.ofKind(
                "ConfigMap", Chart.objects(Chart.render(Chart.ROOT, List.of(values), Map.of())))
            .getFirst();

    assertThat(Chart.at(settings, "data").get("HCLOUD_NETWORK")).isEqualTo("12345678");
    assertThat(Chart.at(settings, "data").get("DRY_RUN")).isEqualTo("true");
  }

  @Test
  void pools_become_the_file_that_is_followed() {
    Path example = Chart.example("pools");
    List<Map<String, Object>> objects = Chart.of(example);
    Map<String, Object> files =
        Chart.ofKind("ConfigMap", objects).stream()
            .filter(map -> Chart.name(map).endsWith("-pools"))
            .findFirst()
            .orElseThrow();
    String file = String.valueOf(Chart.at(files, "data").get("pools.yaml"));
    Map<?, ?> pod = pod("pools");

    assertThat(Chart.at(Manifests.documents(file).getFirst(), "autoscaler").get("pools"))
        .isEqualTo(Manifests.documents(Manifests.read(example)).getFirst().get("pools"));
    assertThat(String.valueOf(container(pod).get("env")))
        .contains("value=file:/etc/gitea-ci-autoscaler-pools/pools.yaml");
    assertThat(String.valueOf(container(pod).get("volumeMounts")))
        .contains("mountPath=/etc/gitea-ci-autoscaler-pools");
    assertThat(String.valueOf(pod.get("volumes"))).contains("name=" + Chart.name(files));
  }

  @Test
  void a_changed_pool_is_followed_and_rolls_no_pod() {
    String before = annotations(Map.of());

    assertThat(annotations(Map.of("pools[1].max", 9))).isEqualTo(before);
  }

  private static String annotations(Map<String, ?> set) {
    String rendered = Chart.render(Chart.ROOT, List.of(Chart.example("pools")), set);
    Map<String, Object> deployment = Chart.ofKind("Deployment", Chart.objects(rendered)).getFirst();
    return Chart.at(deployment, "spec", "template").toString();
  }

  @Test
  void an_id_of_a_pool_stays_as_it_was_written(@TempDir Path directory) throws IOException {
    Path values = directory.resolve("values.yaml");
    Files.writeString(values, "pools: [{name: a, image: 123456789, networks: [98765432]}]");

    assertThat(Chart.render(Chart.ROOT, List.of(values), Map.of()))
        .contains("image: 123456789\n", "- 98765432\n");
  }

  private static Map<?, ?> pods(Map<String, ?> set) {
    String rendered = Chart.render(Chart.ROOT, List.of(Chart.example("minimal")), set);
    Map<String, Object> deployment = Chart.ofKind("Deployment", Chart.objects(rendered)).getFirst();
    return Chart.at(deployment, "spec", "template", "metadata", "annotations");
  }

  private static Map<?, ?> pod(String example) {
    Map<String, Object> deployment =
        Chart.ofKind("Deployment", Chart.of(Chart.example(example))).getFirst();
    return Chart.at(deployment, "spec", "template", "spec");
  }

  private static Map<?, ?> container(Map<?, ?> pod) {
    return (Map<?, ?>) ((List<?>) Objects.requireNonNull(pod.get("containers"))).getFirst();
  }
}
