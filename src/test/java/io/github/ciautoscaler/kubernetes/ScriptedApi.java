package io.github.ciautoscaler.kubernetes;

import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.credentials.AccessTokenAuthentication;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/** An API server that answers what a test queued, in that order, and keeps what it was asked. */
final class ScriptedApi implements BeforeEachCallback, AfterEachCallback {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:05.123456Z");
  static final KubernetesSettings SETTINGS =
      new KubernetesSettings(
          "gitea-runners", "app=gitea-actions-runner", "ci", KubernetesSettings.NAME);
  static final TimeLimits SHORT =
      new TimeLimits(
          Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ZERO);

  private MockWebServer server = new MockWebServer();

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server = new MockWebServer();
    server.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.close();
  }

  MockWebServer server() {
    return server;
  }

  /** A request as it came. */
  record Asked(
      String method,
      String path,
      Map<String, String> query,
      @Nullable String contentType,
      @Nullable String authorization,
      JsonNode body) {}

  ScriptedApi answers(String... recordings) {
    for (String recording : recordings) {
      server.enqueue(Recorded.of(recording).response());
    }
    return this;
  }

  ScriptedApi answers(int code, String json) {
    return answers(
        new MockResponse.Builder()
            .code(code)
            .setHeader("Content-Type", "application/json")
            .body(json)
            .build());
  }

  ScriptedApi answers(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  ScriptedApi neverAnswers() {
    return answers(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
  }

  /** Reads the request and closes the connection. */
  ScriptedApi resets() {
    return answers(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
  }

  Asked asked() {
    RecordedRequest request = take();
    Map<String, String> query = new TreeMap<>();
    request
        .getUrl()
        .queryParameterNames()
        .forEach(name -> query.put(name, request.getUrl().queryParameter(name)));
    String text = request.getBody() == null ? "" : request.getBody().utf8();
    String type = request.getHeaders().get("Content-Type");
    return new Asked(
        request.getMethod(),
        URLDecoder.decode(request.getUrl().encodedPath(), StandardCharsets.UTF_8),
        query,
        type == null ? null : type.split(";", 2)[0],
        request.getHeaders().get("Authorization"),
        text.isEmpty() ? Recorded.JSON.nullNode() : Recorded.JSON.readTree(text));
  }

  private RecordedRequest take() {
    try {
      RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("there was no further request");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int requestCount() {
    return server.getRequestCount();
  }

  Connection connection() {
    return connection(TimeLimits.DEFAULT);
  }

  Connection connection(TimeLimits limits) {
    return new Connection(
        "a test",
        new ClientBuilder()
            .setBasePath(server.url("/").toString())
            .setAuthentication(new AccessTokenAuthentication("t0ken"))
            .build(),
        null,
        true,
        null,
        limits);
  }

  KubernetesCluster cluster() {
    return cluster(TimeLimits.DEFAULT);
  }

  KubernetesCluster cluster(TimeLimits limits) {
    return new KubernetesCluster(connection(limits), SETTINGS, InstantSource.fixed(NOW));
  }
}
