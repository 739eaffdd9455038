package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
class ProblemsTest {

  private final Http http;
  private final ScriptedOperator operator;
  private final ApiTestApplication.Controls controls;

  @Autowired
  ProblemsTest(
      @LocalServerPort int port, ScriptedOperator operator, ApiTestApplication.Controls controls) {
    this.http = new Http(port);
    this.operator = operator;
    this.controls = controls;
  }

  @BeforeEach
  void fresh() {
    operator.asked.clear();
    operator.next = ScriptedOperator.DONE;
    controls.token.set(Optional.of(new Secret(TOKEN)));
  }

  @Test
  void a_problem_has_all_that_rfc_9457_names() {
    assertThat(http.get("/api/nothing?x=1").json().toString())
        .isEqualTo(
            "{\"type\":\"urn:ci-autoscaler:problem:not-found\",\"title\":\"There is no such"
                + " thing\",\"status\":404,\"detail\":\"There is no such path; /v3/api-docs lists"
                + " all.\",\"instance\":\"/api/nothing\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/",
        "/api/nodes/",
        "/error",
        "/actuator",
        "/actuator/env",
        "/actuator/metrics",
        "/actuator/heapdump",
        "/actuator/health/loop/x",
        "/favicon.ico",
        "/index.html",
        "/api/nodes;x=1/y",
        "/v3/api-docs/x",
        "/actuator/prometheus/x",
        "/actuator/shutdown",
        "/actuator/loggers",
        "/api/%6eothing"
      })
  void an_unknown_path_is_a_problem(String path) {
    Http.Answer answer = http.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/nodes, GET",
    "POST, /api/status, GET",
    "GET, /api/pause, POST",
    "PUT, /api/scale, POST",
    "PATCH, /api/nodes/a/drain, POST",
    "POST, /v3/api-docs, GET",
    "POST, /actuator/prometheus, GET",
    "DELETE, /actuator/health, GET"
  })
  void a_wrong_method_says_which_are_right(String method, String path, String right) {
    Http.Answer answer =
        http.send(method, path, new byte[0], "Authorization", "Bearer " + TOKEN, "Accept", "*/*");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.problem()).isEqualTo("method-not-allowed");
    assertThat(answer.header("Allow")).contains(right);
  }

  @Test
  void a_form_that_is_not_json_is_refused_both_ways() {
    Http.Answer read = http.get("/api/nodes", "Accept", "text/html");
    assertThat(read.status()).isEqualTo(406);
    assertThat(read.problem()).isEqualTo("not-acceptable");

    Http.Answer write =
        http.send(
            "POST",
            "/api/pause",
            "for=30m".getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + TOKEN,
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(write.status()).isEqualTo(415);
    assertThat(write.problem()).isEqualTo("unsupported-media-type");
    assertThat(write.json().path("detail").stringValue()).contains("application/json");
    assertThat(operator.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"for\": }", "nope", "{}{}", "{\"for\":\"1m\",\"for\":\"2m\"}", "\u0000"})
  void malformed_json_is_said_with_its_place(String body) {
    Http.Answer answer = http.post("/api/pause", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed-request");
    assertThat(operator.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"30m\"", "7", "null"})
  void a_body_that_is_no_object_is_said(String body) {
    assertThat(http.post("/api/pause", body).problem()).isEqualTo("invalid-request");
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void a_body_beyond_the_limit_is_not_read_whether_its_length_is_declared_or_not() {
    byte[] huge = ("{\"reason\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    Http.Answer declared = http.post("/api/pause", new String(huge, StandardCharsets.UTF_8));
    assertThat(declared.status()).isEqualTo(413);
    assertThat(declared.problem()).isEqualTo("body-too-large");

    Http.Answer chunked = http.chunked("/api/pause", huge);
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.problem()).isEqualTo("body-too-large");
    assertThat(operator.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "501", "x", "1e3", ""})
  void a_limit_that_is_none_is_refused(String limit) {
    Http.Answer answer = http.get("/api/decisions?limit=" + limit);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/pointer").stringValue()).isEqualTo("limit");
  }

  @Test
  void a_key_that_is_none_is_refused() {
    Http.Answer answer =
        http.send(
            "POST",
            "/api/scale",
            "{\"count\":1}".getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + TOKEN,
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            "two words");

    assertThat(answer.json().at("/errors/0/pointer").stringValue()).isEqualTo("Idempotency-Key");
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void a_defect_shows_nothing_of_the_inside() {
    operator.broken = true;
    Http.Answer answer = http.post("/api/resume", "");
    operator.broken = false;

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("internal");
    assertThat(answer.body()).doesNotContain("a secret of the inside").doesNotContain("io.github");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/nodes%2F HTTP/1.1\r\nHost: x",
        "GET /api/nodes%00 HTTP/1.1\r\nHost: x",
        "GET /api/nodes%zz HTTP/1.1\r\nHost: x",
        "GET /api/../../etc/passwd HTTP/1.1\r\nHost: x",
        "GET /api/nodes\\..\\x HTTP/1.1\r\nHost: x",
        "GET /api/nodes|x HTTP/1.1\r\nHost: x",
        "GET /api/nodes HTTP/1.1\r\nHost: a b",
        "GET /api/nodes HTTP/1.1\r\nX-No-Host: x",
        "TRACE /api/nodes HTTP/1.1\r\nHost: x",
        "CONNECT /api/nodes HTTP/1.1\r\nHost: x",
        "GET /api/nodes HTTP/9.9\r\nHost: x",
        "BR\u0001EW /api/nodes HTTP/1.1\r\nHost: x",
        "GET /api/nodes HTTP/1.1\r\nHost: x\r\nBad\u0000Header: y",
        "POST /api/pause HTTP/1.1\r\nHost: x\r\nContent-Length: -5",
        "POST /api/pause HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: sideways",
      })
  void what_the_web_server_itself_refuses_is_a_problem_too(String head) {
    String answer = http.raw(head + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (4..|501|505) .*");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT))
        .contains("content-type: application/problem+json")
        .contains("x-content-type-options: nosniff")
        .doesNotContain("tomcat")
        .doesNotContain("<html");
    assertThat(answer).contains("urn:ci-autoscaler:problem:").doesNotContain("Exception");
  }
}
