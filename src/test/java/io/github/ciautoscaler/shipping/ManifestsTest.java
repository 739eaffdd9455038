package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Labels;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PolicyRule;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

// In the model everything may be null; here a null fails the test, as it should.
@NullUnmarked
class ManifestsTest {

  static List<Path> manifests() {
    return Manifests.files();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyManifestIsWhatKubernetesKnows(Path file) {
    assertThatCode(() -> Manifests.documents(Manifests.read(file)).forEach(Manifests::strict))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, imag: b}]}}",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}}",
        "{apiVersion: v1, kind: Pood, metadata: {name: a}}",
        "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: one, selector: {}, template: {}}}",
        "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, resources: {limits: {memory: 1X}}}]}}"
      })
  void theCheckRefusesWhatKubernetesWouldRefuse(String broken) {
    assertThatThrownBy(() -> Manifests.documents(broken).forEach(Manifests::strict))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void everyManifestIsAppliedButTheSecretWhichASecondApplyWouldOverwrite() {
    List<Path> applied = new ArrayList<>();
    for (String part : Manifests.resources(Manifests.ROOT)) {
      Path directory = Manifests.ROOT.resolve(part);
      Manifests.resources(directory).forEach(file -> applied.add(directory.resolve(file)));
    }

    Path secret = Manifests.ROOT.resolve("secret.example.yaml");
    assertThat(Manifests.files())
        .contains(secret)
        .filteredOn(file -> !file.equals(secret))
        .containsExactlyInAnyOrderElementsOf(applied);
    assertThat(Manifests.documents(Manifests.read(secret)))
        .allSatisfy(document -> assertThat(document).containsEntry("kind", "Secret"));
  }

  @Test
  void everySecretAndSettingThatAPodReadsHasItsFileUnderThatName() {
    List<String> secrets =
        Manifests.all(V1Secret.class).stream()
            .map(secret -> secret.getMetadata().getName())
            .toList();
    List<String> settings =
        Manifests.all(V1ConfigMap.class).stream().map(map -> map.getMetadata().getName()).toList();

    for (V1PodSpec pod : List.of(deploymentPod(), daemonSetPod())) {
      for (var source : pod.getContainers().getFirst().getEnvFrom()) {
        if (source.getSecretRef() != null) {
          assertThat(secrets).contains(source.getSecretRef().getName());
        }
        if (source.getConfigMapRef() != null) {
          assertThat(settings).contains(source.getConfigMapRef().getName());
        }
      }
    }
  }

  @Test
  void ourNotesHaveAConfigMapThatNoApplyOverwrites() {
    assertThat(Manifests.all(V1ConfigMap.class))
        .extracting(settings -> settings.getMetadata().getName())
        .doesNotContain("gitea-ci-autoscaler");
  }

  @Test
  void theAutoscalerRunsAloneAndUnderTheRestrictedStandardWithoutAnyVolume() {
    V1Deployment deployment = Manifests.only(V1Deployment.class);
    V1Container container = deploymentPod().getContainers().getFirst();

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    assertThat(deploymentPod().getVolumes()).isNullOrEmpty();
    assertThat(deploymentPod().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(deploymentPod().getSecurityContext().getSeccompProfile().getType())
        .isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
  }

  @Test
  void theAutoscalerIsKeptOffTheMachinesThatItDeletes() {
    var terms =
        deploymentPod()
            .getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms();

    assertThat(terms).hasSize(1);
    assertThat(terms.getFirst().getMatchExpressions())
        .extracting(term -> term.getKey() + " " + term.getOperator() + " " + term.getValues())
        .containsExactlyInAnyOrder(
            Labels.POOL + " DoesNotExist []",
            Labels.MANAGED_BY + " NotIn [" + Labels.MANAGED_BY_US + "]",
            "node-role NotIn [ci-runner]");
  }

  @Test
  void secretsOfTheClusterAreNeverRead() {
    List<V1PolicyRule> rules =
        Manifests.all(V1Role.class).stream()
            .flatMap(role -> role.getRules().stream())
            .filter(rule -> rule.getResources().contains("secrets"))
            .toList();

    assertThat(rules).isNotEmpty();
    assertThat(rules)
        .allSatisfy(
            rule -> assertThat(rule.getVerbs()).containsExactlyInAnyOrder("create", "delete"));
  }

  @Test
  void aRunnerThatIsToldToStopHasMoreTimeThanItsJobMayTake() {
    String config =
        Manifests.all(V1ConfigMap.class).stream()
            .map(V1ConfigMap::getData)
            .filter(data -> data.containsKey("config.yaml"))
            .map(data -> data.get("config.yaml"))
            .findFirst()
            .orElseThrow();
    Map<?, ?> runner = (Map<?, ?>) Manifests.documents(config).getFirst().get("runner");
    Duration shutdown = Duration.parse("PT" + runner.get("shutdown_timeout"));

    assertThat(Duration.ofSeconds(daemonSetPod().getTerminationGracePeriodSeconds()))
        .isGreaterThanOrEqualTo(shutdown.plusSeconds(30));
  }

  @Test
  void theExampleRunnerIsFoundByTheDefaultsOfTheAutoscaler() {
    V1DaemonSet runner = Manifests.only(V1DaemonSet.class);

    assertThat(runner.getMetadata().getNamespace()).isEqualTo("gitea-runners");
    assertThat(runner.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("app", "gitea-actions-runner");
    assertThat(daemonSetPod().getNodeSelector()).containsEntry("node-role", "ci-runner");
    assertThat(daemonSetPod().getTolerations()).isNullOrEmpty();
  }

  private static V1PodSpec deploymentPod() {
    return Manifests.only(V1Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static V1PodSpec daemonSetPod() {
    return Manifests.only(V1DaemonSet.class).getSpec().getTemplate().getSpec();
  }
}
