package io.github.ciautoscaler.sandbox;

import static io.github.ciautoscaler.sandbox.Client.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.sandbox.wire.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SandboxTest {

  private static final TlsIdentity TLS = TlsIdentity.startingAt(Instant.now());
  private static final String RUNNERS = "/admin/actions/runners";

  private final Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(1, 1200), TLS);
  private final Client client = new Client(sandbox, TLS);

  @AfterEach
  void end() {
    client.close();
    sandbox.close();
  }

  /** Real time passes, the world's 1200 times faster. */
  private static <T> T until(Callable<T> look, Predicate<T> enough) throws Exception {
    Instant end = Instant.now().plusSeconds(30);
    T seen = look.call();
    while (!enough.test(seen)) {
      assertThat(Instant.now()).as("still " + seen).isBefore(end);
      boolean closed = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      assertThat(closed).isFalse();
      seen = look.call();
    }
    return seen;
  }

  @Test
  void a_job_gets_a_machine_that_is_given_back_and_billed_for_one_hour() throws Exception {
    assertThat(sandbox.answers()).isTrue();
    assertThat(client.control("POST", "/jobs", "{\"count\": 1, \"seconds\": 60}").statusCode())
        .isEqualTo(201);
    long server = order("ci-runner-00000001");
    until(() -> jobs("completed"), seen -> seen.path("total_count").asInt() == 1);
    assertThat(jobs("success").path("total_count").asInt()).isEqualTo(1);

    long runner = json(client.gitea("GET", RUNNERS, "")).at("/runners/0/id").asLong();
    client.gitea("PATCH", RUNNERS + "/" + runner, "{\"disabled\": true}");
    String node = "/api/v1/nodes/ci-runner-00000001";
    client.kubernetes("PATCH", node, "{\"spec\": {\"unschedulable\": true}}");
    assertThat(client.hetzner("DELETE", "/servers/" + server, "").statusCode()).isEqualTo(200);
    until(() -> client.hetzner("GET", "/servers/" + server, "").statusCode(), code -> code == 404);
    assertThat(client.gitea("DELETE", RUNNERS + "/" + runner, "").statusCode()).isEqualTo(204);
    assertThat(client.kubernetes("DELETE", node, "").statusCode()).isEqualTo(200);

    JsonNode truth = json(client.control("GET", "/world", ""));
    assertThat(truth.path("servers").size()).isZero();
    assertThat(truth.path("maxManagedServersAlive").asInt()).isEqualTo(1);
    assertThat(truth.path("jobsThatLostTheirRunner").size()).isZero();
    assertThat(truth.at("/bill/startedHours").asInt()).isPositive();
  }

  @Test
  void tells_when_a_job_was_killed_with_its_machine() throws Exception {
    client.control("POST", "/jobs", "{\"count\": 1, \"seconds\": 36000}");
    long server = order("ci-runner-00000001");
    until(() -> jobs("in_progress"), seen -> seen.path("total_count").asInt() == 1);
    client.hetzner("DELETE", "/servers/" + server, "");
    JsonNode truth = json(client.control("GET", "/world", ""));
    assertThat(truth.path("jobsThatLostTheirRunner").size()).isEqualTo(1);
  }

  @Test
  void a_large_list_of_kubernetes_comes_compressed_to_whoever_reads_that() throws Exception {
    String maps = "/api/v1/namespaces/default/configmaps";
    String text = "x".repeat(200_000);
    String map = "{\"metadata\": {\"name\": \"big\"}, \"data\": {\"text\": \"%s\"}}";
    assertThat(client.kubernetes("POST", maps, map.formatted(text)).statusCode()).isEqualTo(201);

    HttpResponse<byte[]> answer = client.compressed(maps);
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.body()).hasSizeLessThan(20_000);
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(plain.readAllBytes()).asString(UTF_8).contains(text);
    }
    assertThat(client.kubernetes("GET", maps, "").body()).contains(text);
    assertThat(client.compressed(maps + "/other").headers().map())
        .doesNotContainKey("content-encoding");
  }

  private long order(String name) throws Exception {
    String userData =
        "K3S_TOKEN=sandbox-cluster-secret --node-label=managed-by=gitea-ci-autoscaler"
            + " --node-label=node-role=ci-runner";
    String body =
        """
        {"name": "%s", "server_type": "ccx33", "image": "ubuntu-24.04", "location": "nbg1",
         "labels": {"managed-by": "gitea-ci-autoscaler"}, "user_data": "%s"}
        """
            .formatted(name, userData);
    HttpResponse<String> answer = client.hetzner("POST", "/servers", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).at("/server/id").asLong();
  }

  private JsonNode jobs(String status) throws Exception {
    return json(client.gitea("GET", "/admin/actions/jobs?status=" + status, ""));
  }

  private void fault(String kind, String more) throws Exception {
    String body = "{\"face\": \"hetzner\", \"kind\": \"" + kind + "\"" + more + "}";
    assertThat(client.control("POST", "/faults", body).statusCode()).isEqualTo(201);
  }

  private int servers() {
    return sandbox.ask(world -> world.cloud().servers().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset-before", "reset-after", "hang-before", "hang-after", "truncated"})
  void an_answer_may_be_lost_before_or_after_the_effect(String kind) throws Exception {
    fault(kind, "");
    assertThatThrownBy(() -> order("ci-runner-00000001")).isInstanceOf(IOException.class);
    assertThat(servers()).isEqualTo(kind.endsWith("before") ? 0 : 1);
    assertThat(client.hetzner("GET", "/servers", "").statusCode()).as("once only").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unauthorized 401",
        "rate-limited 429",
        "server-error 500",
        "bad-gateway 502",
        "unavailable 503",
        "gateway-timeout-after 504",
        "garbage 200"
      })
  void a_fault_answers_in_its_own_way(String kindAndStatus) throws Exception {
    String[] parts = kindAndStatus.split(" ");
    fault(parts[0], "");
    HttpResponse<String> answer = client.hetzner("GET", "/servers", "");
    assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(parts[1]));
    if (parts[0].equals("bad-gateway")) {
      assertThat(answer.body()).startsWith("<html>");
    }
    String last = sandbox.requests().entries("hetzner").getLast().fault();
    assertThat(last).isEqualTo(parts[0]);
  }

  @Test
  void a_slow_loris_keeps_a_client_waiting_for_the_rest() throws Exception {
    fault("slow-loris", "");
    Future<HttpResponse<String>> answer = client.begin("/servers");
    assertThatThrownBy(() -> answer.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
  }

  @Test
  void a_fault_lasts_as_long_as_was_asked_and_strikes_only_what_was_asked() throws Exception {
    fault("server-error", ", \"method\": \"POST\", \"path\": \"/servers\", \"times\": 2");
    assertThat(client.hetzner("GET", "/servers", "").statusCode()).isEqualTo(200);
    assertThat(client.hetzner("POST", "/servers", "{}").statusCode()).isEqualTo(500);
    assertThat(client.hetzner("POST", "/servers", "{}").statusCode()).isEqualTo(500);
    assertThat(client.hetzner("POST", "/servers", "{}").statusCode()).isEqualTo(422);
    fault("server-error", ", \"rate\": 1");
    assertThat(client.hetzner("GET", "/servers", "").statusCode()).isEqualTo(500);
    assertThat(client.control("DELETE", "/faults", "").statusCode()).isEqualTo(200);
    assertThat(client.hetzner("GET", "/servers", "").statusCode()).isEqualTo(200);
    assertThat(client.control("POST", "/faults", "{\"kind\": \"frogs\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void shows_the_environment_for_a_second_process() throws Exception {
    String lines = client.control("GET", "/environment", "").body();
    assertThat(lines.lines().map(line -> line.replaceFirst("=.*", "")))
        .containsExactly(
            "HCLOUD_ENDPOINT",
            "HETZNER_API_TOKEN",
            "GITEA_API_URL",
            "GITEA_ADMIN_TOKEN",
            "CLUSTER_SECRET",
            "KUBECONFIG",
            "AUTOSCALER_CLOCK_URL");
  }

  @Test
  void the_clock_runs_at_the_worlds_speed() throws Exception {
    HttpResponse<String> answer = client.control("GET", "/clock", "");
    assertThat(answer.headers().firstValue(ControlFace.SPEED)).contains("1200.0");
    Instant said = Instant.parse(answer.body().strip());
    Instant now = sandbox.drive().instant();
    assertThat(said).isBetween(now.minus(Duration.ofHours(1)), now);
    assertThat(sandbox.drive().toWall(Duration.ofMinutes(20))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void the_kubernetes_token_can_be_given_the_originals_rights_only() throws Exception {
    assertThat(client.kubernetes("GET", "/api/v1/namespaces", "").statusCode()).isEqualTo(200);
    client.control("POST", "/permissions", "{\"rbac\": \"original\"}");
    assertThat(client.kubernetes("GET", "/api/v1/namespaces", "").statusCode()).isEqualTo(403);
    assertThat(client.kubernetes("GET", "/api/v1/nodes", "").statusCode()).isEqualTo(200);
  }

  @Test
  void nobody_trusts_an_expired_certificate() throws Exception {
    Instant now = Instant.now();
    TlsIdentity expired =
        TlsIdentity.generate(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)));
    try (Sandbox old = Sandbox.start(SandboxSettings.quiet(1, 1), expired);
        Client trusting = new Client(old, expired)) {
      assertThatThrownBy(() -> trusting.gitea("GET", "/version", ""))
          .isInstanceOf(SSLException.class);
    }
  }
}
