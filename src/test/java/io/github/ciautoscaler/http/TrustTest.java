package io.github.ciautoscaler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.http.Connections.Limits;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TrustTest {

  private static HeldCertificate root;
  private static HeldCertificate otherRoot;
  private static HeldCertificate leaf;

  @StartStop public final MockWebServer server = new MockWebServer();
  @TempDir Path folder;

  @BeforeAll
  static void makeCertificates() {
    root = new HeldCertificate.Builder().certificateAuthority(0).commonName("company CA").build();
    otherRoot =
        new HeldCertificate.Builder().certificateAuthority(0).commonName("other CA").build();
    leaf =
        new HeldCertificate.Builder().signedBy(root).addSubjectAlternativeName("127.0.0.1").build();
  }

  @BeforeEach
  void speakTls() {
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(leaf).build().sslSocketFactory());
    server.enqueue(new MockResponse.Builder().body("trusted").build());
  }

  @Test
  void aStrangersCertificateIsRefused() {
    assertThatThrownBy(() -> get(Map.of(), "127.0.0.1"))
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void sslCertFileNamesABundleOfTrustedRoots() throws Exception {
    Path bundle =
        write("bundle.pem", "# ours\n" + otherRoot.certificatePem() + root.certificatePem());

    assertThat(get(Map.of("SSL_CERT_FILE", bundle.toString()), "127.0.0.1")).isEqualTo("trusted");
  }

  @Test
  void sslCertDirNamesFoldersOfThem() throws Exception {
    Path first = Files.createDirectories(folder.resolve("a"));
    Path second = Files.createDirectories(folder.resolve("b"));
    Files.createDirectories(second.resolve("nested"));
    Files.writeString(first.resolve("readme.txt"), "no certificate here");
    Files.writeString(second.resolve("ca.crt"), root.certificatePem());

    assertThat(get(Map.of("SSL_CERT_DIR", first + ":" + second), "127.0.0.1")).isEqualTo("trusted");
  }

  @Test
  void theHostNameMustFitTheCertificate() throws Exception {
    Path bundle = write("bundle.pem", root.certificatePem());

    assertThatThrownBy(() -> get(Map.of("SSL_CERT_FILE", bundle.toString()), "localhost"))
        .hasCauseInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("localhost");
  }

  @Test
  void theVariablesReplaceTheSystemsRoots() throws Exception {
    Path bundle = write("bundle.pem", otherRoot.certificatePem());
    Trust trust = new Trust(TrustedCertificates.from(Map.of("SSL_CERT_FILE", bundle.toString())));

    assertThat(trust.getAcceptedIssuers()).containsExactly(otherRoot.certificate());
  }

  @Test
  void aBundleMountedOverTheSystemsIsTrustedBesideTheJdksRoots() throws Exception {
    Path bundle = write("ca-certificates.crt", root.certificatePem());
    Trust trust =
        new Trust(
            new TrustedCertificates(
                java.util.List.of(folder.resolve("not-there.pem"), bundle),
                java.util.List.of(),
                true));

    assertThat(trust.getAcceptedIssuers()).contains(root.certificate()).hasSizeGreaterThan(20);
  }

  @Test
  void withoutVariablesTheKnownPlacesOfABundleAreRead() {
    TrustedCertificates source = TrustedCertificates.from(Map.of("SSL_CERT_FILE", ""));

    assertThat(source.withJdk()).isTrue();
    assertThat(source.files())
        .containsExactly(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/ssl/cert.pem"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"));
  }

  @Test
  void variablesThatNameNoCertificateStopTheStart() throws Exception {
    Path empty =
        write("empty.pem", "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----");

    for (Path path : java.util.List.of(empty, folder.resolve("missing.pem"))) {
      assertThatThrownBy(
              () -> new Connections(Map.of("SSL_CERT_FILE", path.toString()), "1", Limits.USUAL))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void aRotatedBundleIsReadAgainAndAHalfWrittenOneIsNot() throws Exception {
    Path bundle = write("bundle.pem", otherRoot.certificatePem());
    Trust trust = new Trust(TrustedCertificates.from(Map.of("SSL_CERT_FILE", bundle.toString())));

    rewrite(bundle, root.certificatePem().substring(0, 200), 1);
    assertThat(trust.getAcceptedIssuers()).containsExactly(otherRoot.certificate());

    rewrite(bundle, root.certificatePem(), 2);
    assertThat(trust.getAcceptedIssuers()).containsExactly(root.certificate());
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void rewrite(Path file, String text, int age) throws Exception {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(age)));
  }

  private String get(Map<String, String> environment, String host) {
    try (Connections connections = new Connections(environment, "1", Limits.USUAL)) {
      URI base = URI.create("https://" + host + ":" + server.getPort());
      String body =
          connections.withoutToken(base).get().uri("/").retrieve().bodyToMono(String.class).block();
      return body == null ? "" : body;
    }
  }
}
