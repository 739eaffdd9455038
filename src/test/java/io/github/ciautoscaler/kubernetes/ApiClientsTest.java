package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Reading;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import okhttp3.Handshake;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientsTest {

  private static final HeldCertificate CA =
      new HeldCertificate.Builder().commonName("cluster-ca").certificateAuthority(0).build();
  private static final HeldCertificate CLIENT =
      new HeldCertificate.Builder().commonName("autoscaler").rsa2048().signedBy(CA).build();

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @TempDir Path folder = Path.of("unset");

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void aHomeWithoutKubeconfig() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    environment.put("HOME", folder.resolve("home").toString());
  }

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
  void aListOfFilesIsMergedAndTheFirstWins() throws IOException {
    String clusters =
        """
        clusters:
        - {name: c, cluster: {server: "http://second:1"}}
        - {name: d, cluster: {server: "http://only-here:1"}}
        users:
        - {name: u, user: {token: abc}}
        contexts:
        - {name: x, context: {cluster: c, user: u}}
        - {name: y, context: {cluster: d, user: u}}
        current-context: x
        """;
    environment.put(
        "KUBECONFIG",
        String.join(
            File.pathSeparator,
            folder.resolve("does-not-exist").toString(),
            write("first", "current-context: y\nclusters: []\n"),
            write("second", clusters)));

    assertThat(connect().server()).isEqualTo("http://only-here:1");
  }

  @Test
  void relativePathsAreThoseOfTheirOwnFile() throws IOException {
    write("sub/pki/ca.crt", CA.certificatePem());
    write("sub/token.txt", "from-file\n");
    environment.put(
        "KUBECONFIG",
        String.join(
            File.pathSeparator,
            write("first", "current-context: x\n"),
            write(
                "sub/second",
                """
                clusters:
                - {name: x, cluster: {server: "%s", certificate-authority: pki/ca.crt}}
                users:
                - {name: x, user: {tokenFile: token.txt}}
                contexts:
                - {name: x, context: {cluster: x, user: x}}
                """
                    .formatted(secureUrl()))));
    api.answers("version.json");

    assertAnswers(connect());

    assertThat(api.asked().authorization()).isEqualTo("Bearer from-file");
  }

  @Test
  void aClientCertificateIsShownToTheServer() throws Exception {
    String url = secureUrl();
    api.server().requireClientAuth();
    environment.put(
        "KUBECONFIG",
        write(
            "config",
            """
            clusters:
            - name: x
              cluster: {server: "%s", certificate-authority-data: %s}
            users:
            - name: x
              user: {client-certificate-data: %s, client-key-data: %s}
            contexts:
            - {name: x, context: {cluster: x, user: x}}
            current-context: x
            """
                .formatted(
                    url,
                    base64(CA.certificatePem()),
                    base64(CLIENT.certificatePem()),
                    base64(CLIENT.privateKeyPkcs8Pem()))));
    api.answers("version.json");

    assertAnswers(connect());

    Handshake handshake = Objects.requireNonNull(api.server().takeRequest().getHandshake());
    assertThat(String.valueOf(handshake.peerPrincipal())).contains("CN=autoscaler");
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
  void aServerWhoseCertificateIsNotOfTheClustersCaIsRefused() throws IOException {
    HeldCertificate otherCa = new HeldCertificate.Builder().certificateAuthority(0).build();
    String url = secureUrl();
    environment.put(
        "KUBECONFIG",
        write(
            "config",
            kubeconfig("x", url, "{token: abc}")
                .replace(
                    "server:",
                    "certificate-authority-data: %s, server:"
                        .formatted(base64(otherCa.certificatePem())))));
    api.answers("version.json");

    assertThat(cluster(connect()).nodes())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> assertThat(failed.problem()).contains("SSLHandshakeException"));
  }

  @Test
  void aKubeconfigThatDoesNotExistIsNeverPassedOver() throws IOException {
    write("home/.kube/config", kubeconfig("home", "http://home:1", "{}"));
    environment.put("KUBECONFIG", folder.resolve("nothing").toString());

    assertThatThrownBy(this::connect)
        .isInstanceOf(ClusterNotFound.class)
        .hasMessageContaining("names no file that exists");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "clusters: []",
        "current-context: nowhere",
        "{current-context: x, contexts: [{name: x, context: {cluster: missing}}]}",
        "{current-context: x, contexts: [{name: x, context: {cluster: c}}],"
            + " clusters: [{name: c, cluster: {server: 'https://s', certificate-authority: no}}]}",
        "{current-context: x, contexts: [{name: x, context: {cluster: c}}],"
            + " clusters: [{name: c, cluster: {server: 'https://s', proxy-url: 'ftp://p'}}]}"
      })
  void aBrokenKubeconfigIsAnErrorThatNamesIt(String text) throws IOException {
    environment.put("KUBECONFIG", write("config", text));

    assertThatThrownBy(this::connect)
        .isInstanceOf(ClusterNotFound.class)
        .hasMessageContaining("KUBECONFIG");
  }

  @Test
  void aBrokenCredentialIsNotQuoted() throws IOException {
    environment.put(
        "KUBECONFIG",
        write(
            "config",
            kubeconfig(
                "x",
                "https://s",
                "{client-certificate-data: c2VjcmV0, client-key-data: c2VjcmV0}")));

    assertThatThrownBy(this::connect)
        .isInstanceOf(ClusterNotFound.class)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void theClustersOwnProxyIsUsed() throws IOException {
    environment.put(
        "KUBECONFIG",
        write(
            "config",
            kubeconfig("x", "http://cluster.invalid:1", "{token: abc}")
                .replace(
                    "server:", "proxy-url: \"%s\", server:".formatted(api.server().url("/")))));
    api.answers("version.json");

    assertAnswers(connect());

    assertThat(api.asked().path()).isEqualTo("/version");
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

  private Connection connect() {
    return new ApiClients(environment, folder.resolve("account"), TimeLimits.DEFAULT).connect();
  }

  private static KubernetesCluster cluster(Connection connection) {
    return new KubernetesCluster(
        connection, ScriptedApi.SETTINGS, InstantSource.fixed(ScriptedApi.NOW));
  }

  /** The version is enough to know that a request came through. */
  private static void assertAnswers(Connection connection) {
    Wire.Version version;
    try {
      version = new Api(connection).get("/version", Map.of(), Wire.Version.class);
    } catch (CallFailed e) {
      throw new AssertionError(e.failure().problem());
    }
    assertThat(version.gitVersion()).startsWith("v0.0.0");
  }

  private void inCluster(String host, int port) throws IOException {
    environment.put("KUBERNETES_SERVICE_HOST", host);
    environment.put("KUBERNETES_SERVICE_PORT", String.valueOf(port));
    write("account/token", "sa-token\n");
    write("account/ca.crt", CA.certificatePem());
  }

  private String secureUrl() {
    HeldCertificate server =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName(api.server().getHostName())
            .signedBy(CA)
            .build();
    api.server()
        .useHttps(
            new HandshakeCertificates.Builder()
                .heldCertificate(server)
                .addTrustedCertificate(CA.certificate())
                .build()
                .sslSocketFactory());
    return api.server().url("/").toString();
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private static String kubeconfig(String name, String server, String user) {
    return """
    clusters:
    - {name: %1$s, cluster: {server: "%2$s"}}
    users:
    - {name: %1$s, user: %3$s}
    contexts:
    - {name: %1$s, context: {cluster: %1$s, user: %1$s}}
    current-context: %1$s
    """
        .formatted(name, server, user);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
