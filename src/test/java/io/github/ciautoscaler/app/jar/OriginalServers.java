package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The part of rustunit/gitea-ci-autoscaler that a migration meets: what it asks Hetzner for, byte
 * by byte, and which servers it takes for its own.
 */
final class OriginalServers {

  private final Map<String, String> environment;

  /**
   * @param environment of a process beside the world
   */
  OriginalServers(Map<String, String> environment) {
    this.environment = environment;
  }

  void create(String name) {
    JsonNode body =
        Json.object(
            "automount",
            false,
            "image",
            "ubuntu-24.04",
            "labels",
            Map.of("managed-by", "gitea-ci-autoscaler"),
            "location",
            "nbg1",
            "name",
            name,
            "server_type",
            "ccx33",
            "ssh_keys",
            List.of(),
            "start_after_create",
            true,
            "user_data",
            userData());
    ask(
        HttpRequest.newBuilder(address("/servers"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())),
        201);
  }

  private String userData() {
    return """
    #cloud-config
    runcmd:
    - curl -sfL https://get.k3s.io | K3S_URL=https://10.0.0.2:6443 K3S_TOKEN=%s \
    INSTALL_K3S_VERSION=v1.34.2+k3s1 sh -s - agent \
    --node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner
    """
        .formatted(environment.get("CLUSTER_SECRET"));
  }

  /** Names of the servers that it would manage from its next pass on. */
  Set<String> recognised() {
    String query = "/servers?per_page=50&label_selector=managed-by%3Dgitea-ci-autoscaler";
    Set<String> names = new TreeSet<>();
    ask(HttpRequest.newBuilder(address(query)), 200)
        .path("servers")
        .forEach(server -> names.add(server.path("name").asString("")));
    return names;
  }

  private URI address(String path) {
    return URI.create(environment.get("HCLOUD_ENDPOINT") + path);
  }

  private JsonNode ask(HttpRequest.Builder request, int status) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String token = environment.getOrDefault("HETZNER_API_TOKEN", "");
      var answer =
          http.send(
              request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      return Json.parse(answer.body()).orElseThrow();
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
