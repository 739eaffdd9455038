package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Viewers read, operators read and write, and others do neither where reads are closed. */
@ApiTest
class AccessTest {

  private static final String VIEWER = "a-viewer-of-the-fleet";

  private final Http http;
  private final ScriptedOperator operator;
  private final ApiTestApplication.Controls controls;

  @Autowired
  AccessTest(
      @LocalServerPort int port, ScriptedOperator operator, ApiTestApplication.Controls controls) {
    this.http = new Http(port);
    this.operator = operator;
    this.controls = controls;
  }

  @BeforeEach
  void closed() {
    operator.asked.clear();
    operator.next = ScriptedOperator.DONE;
    controls.token.set(Optional.of(new Secret(TOKEN)));
    controls.viewers.set(List.of(new Secret("the-former-viewer"), new Secret(VIEWER)));
    controls.readsNeedToken.set(true);
  }

  @AfterEach
  void open() {
    controls.viewers.set(List.of());
    controls.readsNeedToken.set(false);
  }

  @Test
  void each_read_of_the_document_needs_a_token_when_reads_are_closed() {
    List<String> reads =
        http.get("/v3/api-docs")
            .json()
            .path("paths")
            .propertyStream()
            .filter(path -> path.getKey().startsWith("/api/") && path.getValue().has("get"))
            .map(path -> path.getKey().replaceAll("\\{[^}]+}", "1"))
            .toList();

    assertThat(reads).hasSizeGreaterThan(12);
    assertThat(reads)
        .allSatisfy(path -> {
          Http.Answer answer = http.get(path);
          assertThat(answer.status()).as(path).isEqualTo(401);
          assertThat(answer.problem()).isEqualTo("unauthorized");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {VIEWER, "the-former-viewer", TOKEN})
  void each_viewer_and_each_operator_reads(String token) {
    assertThat(read("/api/status", token)).isEqualTo(200);
    assertThat(read("/api/status", token + "x")).isEqualTo(401);
  }

  @Test
  void a_viewer_does_not_write_and_is_told_that_the_token_is_the_reason() {
    Http.Answer answer =
        http.send("POST", "/api/pause", new byte[0], "Authorization", "Bearer " + VIEWER);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("forbidden");
    assertThat(operator.asked).isEmpty();
    assertThat(
            http.get("/api/audit?limit=1", "Authorization", "Bearer " + TOKEN)
                .json()
                .at("/writes/0/who")
                .asString())
        .isEqualTo("viewer");
  }

  @Test
  void probes_metrics_and_the_document_stay_open() {
    assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(http.get("/actuator/prometheus").status()).isEqualTo(200);
    assertThat(http.get("/v3/api-docs").status()).isEqualTo(200);
  }

  @Test
  void the_document_says_which_reads_are_closed() {
    JsonNode closed = http.get("/v3/api-docs").json();
    assertThat(closed.at("/info/description").asString()).contains("Reads need Authorization");
    assertThat(closed.at("/paths/~1api~1nodes/get/security/0").has("adminToken")).isTrue();
    assertThat(closed.at("/paths/~1api~1nodes/get/responses").has("401")).isTrue();

    controls.readsNeedToken.set(false);
    JsonNode open = http.get("/v3/api-docs").json();
    assertThat(open.at("/info/description").asString()).contains("Reads are open");
    assertThat(open.at("/paths/~1api~1nodes/get").has("security")).isFalse();
  }

  private int read(String path, String token) {
    return http.send("GET", path, new byte[0], "Authorization", "Bearer " + token).status();
  }
}
