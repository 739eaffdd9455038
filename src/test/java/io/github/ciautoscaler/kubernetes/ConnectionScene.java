package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files, an environment and a Kubernetes API to connect to. */
abstract class ConnectionScene {

  static final HeldCertificate CA =
      new HeldCertificate.Builder().commonName("cluster-ca").certificateAuthority(0).build();

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @TempDir Path folder = Path.of("unset");

  final Map<String, String> environment = new HashMap<>();

  Connection connect() {
    return new ApiClients(environment, folder.resolve("account"), TimeLimits.DEFAULT).connect();
  }

  static KubernetesCluster cluster(Connection connection) {
    return new KubernetesCluster(
        connection, ScriptedApi.SETTINGS, InstantSource.fixed(ScriptedApi.NOW));
  }

  /** The version is enough to know that a request came through. */
  static void assertAnswers(Connection connection) {
    Wire.Version version;
    try {
      version = new Api(connection).get("/version", Map.of(), Wire.Version.class);
    } catch (CallFailed e) {
      throw new AssertionError(e.failure().problem());
    }
    assertThat(version.gitVersion()).startsWith("v0.0.0");
  }

  void inCluster(String host, int port) throws IOException {
    environment.put("KUBERNETES_SERVICE_HOST", host);
    environment.put("KUBERNETES_SERVICE_PORT", String.valueOf(port));
    write("account/token", "sa-token\n");
    write("account/ca.crt", CA.certificatePem());
  }

  String secureUrl() {
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

  String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  static String kubeconfig(String name, String server, String user) {
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

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @BeforeEach
  void aHomeWithoutKubeconfig() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    environment.put("HOME", folder.resolve("home").toString());
  }
}
