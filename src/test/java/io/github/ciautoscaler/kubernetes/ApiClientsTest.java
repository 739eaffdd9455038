package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Where the cluster is looked for, and what is used to reach it. */
class ApiClientsTest extends ConnectionScene {

  private static final HeldCertificate CLIENT =
      new HeldCertificate.Builder().commonName("autoscaler").rsa2048().signedBy(CA).build();

  @Test
  void withoutAnyConfigurationTheErrorSaysWhatToDo() {
    assertThatThrownBy(this::connect)
        .isInstanceOf(ClusterNotFound.class)
        .hasMessageContaining("KUBECONFIG is not set")
        .hasMessageContaining("~/.kube/config does not exist")
        .hasMessageContaining("service account");
  }

  @Test
  void kubeconfigComesBeforeHomeAndHomeBeforeTheCluster() throws IOException {
    inCluster("in-cluster", 443);
    assertThat(connect().server()).isEqualTo("https://in-cluster:443");

    write("home/.kube/config", kubeconfig("home", "http://home:1", "{}"));
    assertThat(connect().server()).isEqualTo("http://home:1");

    environment.put("KUBECONFIG", write("mine", kubeconfig("mine", "http://mine:1", "{}")));
    assertThat(connect().server()).isEqualTo("http://mine:1");
    assertThat(connect().source()).isEqualTo("KUBECONFIG, context 'mine'");

    environment.put("KUBECONFIG", " ");
    assertThat(connect().server()).isEqualTo("http://home:1");
  }

  @Test
  void inAClusterTheServiceAccountIsUsed() throws IOException {
    secureUrl();
    inCluster("localhost", api.server().getPort());
    api.answers("version.json");

    Connection connection = connect();
    assertAnswers(connection);

    assertThat(connection.source()).isEqualTo("the pod's service account");
    assertThat(api.asked().authorization()).isEqualTo("Bearer sa-token");
  }

  @Test
  void aTokenThatIsReplacedIsReadAgain() throws IOException {
    secureUrl();
    inCluster("localhost", api.server().getPort());
    api.answers("version.json", "version.json");
    TimeLimits limits =
        new TimeLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(9), Duration.ZERO);
    Connection connection =
        new ApiClients(environment, folder.resolve("account"), limits).connect();

    assertAnswers(connection);
    write("account/token", "rotated\n");
    assertAnswers(connection);

    assertThat(api.asked().authorization()).isEqualTo("Bearer sa-token");
    assertThat(api.asked().authorization()).isEqualTo("Bearer rotated");
  }

  @Test
  void aTokenThatVanishesCostsTheCallAndNothingElse() throws IOException {
    secureUrl();
    inCluster("localhost", api.server().getPort());
    Connection connection =
        new ApiClients(environment, folder.resolve("account"), ScriptedApi.SHORT).connect();
    Files.delete(folder.resolve("account/token"));

    assertThat(cluster(connection).nodes())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> assertThat(failed.problem()).contains("credential could not be used"));
  }

  @Test
  void anIpv6ServiceHostIsPutInBrackets() throws IOException {
    inCluster("fd00::1", 443);

    assertThat(connect().server()).isEqualTo("https://[fd00::1]:443");
  }

  @Test
  void aPodWithoutAMountedTokenIsToldHowToMendIt() {
    environment.put("KUBERNETES_SERVICE_HOST", "10.43.0.1");

    assertThatThrownBy(this::connect)
        .isInstanceOf(ClusterNotFound.class)
        .hasMessageContaining("automountServiceAccountToken");
  }

  @Test
  void everyCallIsBoundedInTime() throws IOException {
    environment.put("KUBECONFIG", write("config", kubeconfig("x", "http://s:1", "{}")));

    var http = connect().client().getHttpClient();

    assertThat(http.connectTimeoutMillis()).isEqualTo(5_000);
    assertThat(http.readTimeoutMillis()).isEqualTo(15_000);
    assertThat(http.callTimeoutMillis()).isEqualTo(20_000);
  }

  @Test
  void ourNamespaceIsThePodsElseTheRunners() throws IOException {
    Path account = folder.resolve("account");
    assertThat(KubernetesSettings.ownNamespace(environment, account, "runners"))
        .isEqualTo("runners");
    write("account/namespace", "mounted\n");
    assertThat(KubernetesSettings.ownNamespace(environment, account, "runners"))
        .isEqualTo("mounted");
    environment.put("POD_NAMESPACE", "told");
    assertThat(KubernetesSettings.ownNamespace(environment, account, "runners")).isEqualTo("told");
  }
}
