package io.github.ciautoscaler.sandbox;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** A client of the simulated servers that knows nothing but HTTP, as a script would. */
final class Client implements AutoCloseable {

  private final HttpClient http;
  private final Sandbox sandbox;

  Client(Sandbox sandbox, TlsIdentity tls) {
    this.sandbox = sandbox;
    this.http = HttpClient.newBuilder().sslContext(tls.context()).build();
  }

  private String variable(String name) {
    return sandbox.environment().variables().getOrDefault(name, "");
  }

  HttpResponse<String> gitea(String method, String path, String body)
      throws IOException, InterruptedException {
    String token = "token " + variable("GITEA_ADMIN_TOKEN");
    return send(method, variable("GITEA_API_URL") + "/api/v1" + path, token, body);
  }

  HttpResponse<String> hetzner(String method, String path, String body)
      throws IOException, InterruptedException {
    String token = "Bearer " + variable("HETZNER_API_TOKEN");
    return send(method, variable("HCLOUD_ENDPOINT") + path, token, body);
  }

  /** Asks Hetzner without waiting for the answer. */
  Future<HttpResponse<String>> begin(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(variable("HCLOUD_ENDPOINT") + path))
            .header("Authorization", "Bearer " + variable("HETZNER_API_TOKEN"))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  HttpResponse<String> kubernetes(String method, String path, String body)
      throws IOException, InterruptedException {
    String token = "Bearer " + Tokens.SANDBOX.kubernetes();
    return send(method, sandbox.kubernetesUrl() + path, token, body);
  }

  /** Asks Kubernetes as a client does that reads compressed answers. */
  HttpResponse<byte[]> compressed(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.kubernetesUrl() + path))
            .timeout(Duration.ofSeconds(3))
            .header("Authorization", "Bearer " + Tokens.SANDBOX.kubernetes())
            .header("Accept-Encoding", "gzip")
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  HttpResponse<String> control(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, sandbox.controlUrl() + "/sandbox" + path, "none", body);
  }

  private HttpResponse<String> send(String method, String url, String authorization, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(3))
            .header("Authorization", authorization)
            .header("Content-Type", method.equals("PATCH") ? patchOf(url) : "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static String patchOf(String url) {
    return url.contains("/api/v1/nodes/") ? "application/merge-patch+json" : "application/json";
  }

  static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body()).orElseThrow();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
