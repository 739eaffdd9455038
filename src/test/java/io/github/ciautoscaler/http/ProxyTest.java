package io.github.ciautoscaler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.http.Connections.Limits;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The names end in .invalid: only a proxy can reach them. */
@Timeout(30)
class ProxyTest {

  private static final String USER_PASS = "Basic dXNlcjpodW50ZXIy";

  @StartStop public final MockWebServer server = new MockWebServer();
  @TempDir Path folder;

  @Test
  void httpsIsTunnelledAndOnlyTheProxySeesItsPassword() throws Exception {
    Map<String, String> trust = speakTls("hetzner.invalid");
    server.enqueue(new MockResponse.Builder().body("through").build());
    try (LoopbackProxy proxy = new LoopbackProxy(server.getPort(), USER_PASS)) {
      Map<String, String> environment =
          Map.of(
              "SSL_CERT_FILE",
              trust.get("SSL_CERT_FILE"),
              "HTTPS_PROXY",
              "http://user:hunter2@localhost:" + proxy.port());

      assertThat(get(environment, "https://hetzner.invalid")).isEqualTo("200 through");

      assertThat(proxy.heads).hasSize(1);
      assertThat(proxy.heads.getFirst())
          .startsWith("CONNECT hetzner.invalid:443 ")
          .contains(USER_PASS)
          .doesNotContain("Bearer");
      RecordedRequest request = server.takeRequest();
      assertThat(request.getHeaders().get("Proxy-Authorization")).isNull();
      assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer token");
    }
  }

  @Test
  void plainHttpIsAskedOfTheProxyItself() throws Exception {
    try (LoopbackProxy proxy = new LoopbackProxy(server.getPort(), USER_PASS)) {
      Map<String, String> environment =
          Map.of("HTTP_PROXY", "http://user:hunter2@localhost:" + proxy.port());

      assertThat(get(environment, "http://gitea.invalid:3000")).isEqualTo("200 proxy");

      assertThat(proxy.heads.getFirst()).startsWith("GET http://gitea.invalid:3000/x HTTP/1.1");
    }
  }

  @Test
  void noProxyGoesPastIt() throws Exception {
    server.enqueue(new MockResponse.Builder().body("direct").build());
    try (LoopbackProxy proxy = new LoopbackProxy(1, "")) {
      Map<String, String> environment = Map.of("HTTP_PROXY", "http://localhost:" + proxy.port());

      assertThat(get(environment, "http://127.0.0.1:" + server.getPort())).isEqualTo("200 direct");

      assertThat(proxy.heads).isEmpty();
      assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
    }
  }

  @Test
  void aProxyThatRefusesOurPasswordIsAFailureThatDoesNotQuoteIt() throws Exception {
    try (LoopbackProxy proxy = new LoopbackProxy(server.getPort(), "Basic other")) {
      Map<String, String> environment =
          Map.of("HTTPS_PROXY", "http://user:hunter2@localhost:" + proxy.port());

      assertThatThrownBy(() -> get(environment, "https://hetzner.invalid"))
          .hasCauseInstanceOf(ConnectException.class)
          .message()
          .contains("407")
          .doesNotContain("hunter2")
          .doesNotContain(USER_PASS);
    }
  }

  @Test
  void aProxyIsSpokenToOverTlsWhereItsUrlSaysSo() throws Exception {
    HeldCertificate own = certificate("localhost");
    Map<String, String> trust = speakTls("hetzner.invalid", own);
    server.enqueue(new MockResponse.Builder().body("through").build());
    try (LoopbackProxy proxy =
        new LoopbackProxy(server.getPort(), USER_PASS, tls(own).getServerSocketFactory())) {
      Map<String, String> environment =
          Map.of(
              "SSL_CERT_FILE",
              trust.get("SSL_CERT_FILE"),
              "HTTPS_PROXY",
              "https://user:hunter2@localhost:" + proxy.port());

      assertThat(get(environment, "https://hetzner.invalid")).isEqualTo("200 through");

      assertThat(proxy.heads.getFirst())
          .startsWith("CONNECT hetzner.invalid:443 ")
          .contains(USER_PASS)
          .doesNotContain("Bearer");
    }
  }

  @Test
  void aProxyWithAnotherNameInItsCertificateGetsNothing() throws Exception {
    HeldCertificate own = certificate("somebody.invalid");
    Map<String, String> trust = speakTls("hetzner.invalid", own);
    try (LoopbackProxy proxy =
        new LoopbackProxy(server.getPort(), USER_PASS, tls(own).getServerSocketFactory())) {
      Map<String, String> environment =
          Map.of(
              "SSL_CERT_FILE",
              trust.get("SSL_CERT_FILE"),
              "HTTPS_PROXY",
              "https://user:hunter2@localhost:" + proxy.port());

      assertThatThrownBy(() -> get(environment, "https://hetzner.invalid"))
          .hasCauseInstanceOf(ConnectException.class)
          .message()
          .contains("the proxy localhost:" + proxy.port() + " is not reached over TLS")
          .doesNotContain("hunter2");
      assertThat(proxy.heads).noneMatch(head -> head.contains("CONNECT"));
    }
  }

  private static HeldCertificate certificate(String host) {
    return new HeldCertificate.Builder().addSubjectAlternativeName(host).build();
  }

  private static SSLContext tls(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
  }

  private Map<String, String> speakTls(String host, HeldCertificate... others) throws IOException {
    HeldCertificate leaf = certificate(host);
    server.useHttps(tls(leaf).getSocketFactory());
    StringBuilder pem = new StringBuilder(leaf.certificatePem());
    for (HeldCertificate other : others) {
      pem.append(other.certificatePem());
    }
    Path bundle = Files.writeString(folder.resolve("ca.pem"), pem);
    return Map.of("SSL_CERT_FILE", bundle.toString());
  }

  private static String get(Map<String, String> environment, String base) {
    try (Connections connections = new Connections(environment, "1", Limits.USUAL)) {
      String answer =
          connections
              .withToken(URI.create(base), Token.fixed(new Secret("token")))
              .get()
              .uri("/x")
              .exchangeToMono(it ->
                  it.bodyToMono(String.class)
                      .defaultIfEmpty("")
                      .map(body -> it.statusCode().value() + " " + body))
              .block();
      return answer == null ? "" : answer;
    }
  }
}
