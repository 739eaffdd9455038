package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Reading;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Handshake;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kubeconfig may say, and what is said of one that is broken. */
class KubeconfigTest extends ConnectionScene {

  private static final HeldCertificate CLIENT =
      new HeldCertificate.Builder().commonName("autoscaler").rsa2048().signedBy(CA).build();

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
}
