package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Operator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class WritesTest {

  private final Http http;
  private final ScriptedOperator operator;
  private final ApiTestApplication.Controls controls;

  @Autowired
  WritesTest(
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

  @ParameterizedTest
  @CsvSource({
    "30m, PT30M",
    "2h, PT2H",
    "PT30M, PT30M",
    "pt2h, PT2H",
    "90s, PT1M30S",
    "1d, PT24H",
    "1h30m, PT1H30M"
  })
  void a_pause_lasts_as_long_as_is_said(String text, String length) {
    Pause pause = new Pause(NOW, NOW.plusSeconds(1800), "kernel bug");
    operator.next = new Operator.Accepted(true, false, pause, List.of("Nothing new is started."));
    Http.Answer answer =
        http.post("/api/pause", "{\"for\": \"" + text + "\", \"reason\": \"kernel bug\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(operator.asked).containsExactly("pause " + length + " kernel bug");
    assertThat(answer.body())
        .isEqualTo(
            "{\"changed\":true,\"recorded\":false,\"dryRun\":false,\"pause\":{\"since\":"
                + "\"2026-11-23T10:00:00Z\",\"until\":\"2026-11-23T10:30:00Z\",\"reason\":"
                + "\"kernel bug\"},\"details\":[\"Nothing new is started.\"]}");
  }

  @Test
  void a_pause_without_a_body_lasts_until_resume() {
    Http.Answer bodyless =
        http.send("POST", "/api/pause", new byte[0], "Authorization", "Bearer " + TOKEN);
    assertThat(bodyless.status()).isEqualTo(200);
    assertThat(http.post("/api/pause", "{\"for\": null}").status()).isEqualTo(200);
    assertThat(http.post("/api/resume", "").status()).isEqualTo(200);

    assertThat(operator.asked).containsExactly("pause null null", "pause null null", "resume");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"half an hour\"",
        "\"\"",
        "\"0s\"",
        "\"-5m\"",
        "\"367d\"",
        "30",
        "true",
        "[]",
        "\"PT\"",
        "\"99999999999999h\"",
        "\"30 m\\nx\""
      })
  void a_length_that_is_none_is_refused_with_its_place_and_its_mend(String json) {
    Http.Answer answer = http.post("/api/pause", "{\"for\": " + json + "}");

    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/pointer").stringValue()).isEqualTo("/for");
    assertThat(answer.json().at("/errors/0/fix").stringValue()).isNotEmpty();
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    JsonNode errors =
        http.post("/api/pause", "{\"for\": 5, \"reason\": {}, \"until\": 1, \"a/b\": 2}")
            .json()
            .path("errors");

    assertThat(errors.valueStream().map(error -> error.path("pointer").stringValue()))
        .containsExactlyInAnyOrder("/until", "/a~1b", "/for", "/reason");
  }

  @Test
  void scaling_passes_the_idempotency_key_on() {
    Http.Answer answer =
        http.send(
            "POST",
            "/api/scale",
            "{\"count\": 2}".getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + TOKEN,
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            "4f1c");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(http.post("/api/scale?dryRun=true", "{\"count\": 1}").status()).isEqualTo(200);
    assertThat(operator.asked).containsExactly("scale 2 4f1c", "scale 1 null dry");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"count\": 0}",
        "{\"count\": -1}",
        "{\"count\": 1.5}",
        "{\"count\": \"2\"}",
        "{\"count\": 99999999999}",
        "{\"count\": null}",
        "{\"count\": 1001}"
      })
  void a_count_that_is_none_is_refused(String body) {
    Http.Answer answer = http.post("/api/scale", body);

    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(answer.json().at("/errors/0/pointer").stringValue()).isEqualTo("/count");
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void a_pool_is_paused_resumed_and_scaled_by_its_name() {
    assertThat(http.post("/api/pools/arm64/pause", "{\"for\": \"30m\"}").status()).isEqualTo(200);
    assertThat(http.post("/api/pools/arm64/pause?dryRun=true", "").status()).isEqualTo(200);
    assertThat(http.post("/api/pools/arm64/resume", "").status()).isEqualTo(200);
    assertThat(http.post("/api/scale", "{\"count\": 2, \"pool\": \"arm64\"}").status())
        .isEqualTo(202);

    assertThat(operator.asked)
        .containsExactly(
            "pause pool arm64 PT30M null",
            "pause pool arm64 null null dry",
            "resume pool arm64",
            "scale 2 of arm64 null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/pools/amr64/pause", "/api/pools/amr64/resume"})
  void a_pool_that_there_is_not_is_a_problem_that_names_those_there_are(String path) {
    operator.next = new Operator.NotFound("There is no such pool. The configuration has: a, b.");

    Http.Answer answer = http.post(path, "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");
    assertThat(answer.json().path("detail").stringValue()).endsWith("has: a, b.");
  }

  @Test
  void draining_and_taking_it_back() {
    String path = "/api/nodes/ci-runner-00000001/drain";
    assertThat(http.post(path, "").status()).isEqualTo(202);
    assertThat(http.post(path, "{\"force\": true}").status()).isEqualTo(202);
    assertThat(http.post(path + "?dryRun", "{\"force\": false}").status()).isEqualTo(200);
    Http.Answer back = http.send("DELETE", path, new byte[0], "Authorization", "Bearer " + TOKEN);
    assertThat(back.status()).isEqualTo(200);

    assertThat(operator.asked)
        .containsExactly(
            "drain ci-runner-00000001 false",
            "drain ci-runner-00000001 true",
            "drain ci-runner-00000001 false dry",
            "take back ci-runner-00000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dryrun=true", "dryRun=yes", "dryRun=true&dryRun=false", "dry_run=1"})
  void a_misspelt_dry_run_does_not_do_the_real_thing(String query) {
    Http.Answer answer = http.post("/api/scale?" + query, "{\"count\": 1}");

    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void what_cannot_be_done_is_told_apart() {
    operator.next = new Operator.Conflicting("The autoscaler is paused; resume it first.");
    assertThat(http.post("/api/scale", "{\"count\": 1}").problem()).isEqualTo("conflict");
    operator.next = new Operator.NotFound("There is no managed node named x.");
    Http.Answer missing = http.post("/api/nodes/x/drain", "");
    assertThat(missing.problem()).isEqualTo("not-found");
    assertThat(missing.json().path("detail").stringValue()).contains("named x");
    operator.next = new Operator.KeyReused("This Idempotency-Key was used for count 2.");
    Http.Answer reused = http.post("/api/scale", "{\"count\": 1}");
    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.problem()).isEqualTo("idempotency-key-reused");
    operator.next = new Operator.Unavailable("Kubernetes did not take the write.");
    Http.Answer unavailable = http.post("/api/pause", "");
    assertThat(unavailable.problem()).isEqualTo("unavailable");
    assertThat(unavailable.status()).isEqualTo(503);
    assertThat(unavailable.header("Retry-After")).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic " + TOKEN,
        TOKEN,
        "Bearer " + TOKEN + "x",
        "Bearer correct-horse-batter"
      })
  void without_the_right_token_nothing_is_written(String authorization) {
    String[] headers =
        authorization.isEmpty() ? new String[0] : new String[] {"Authorization", authorization};
    for (String path : List.of("/api/pause", "/api/resume", "/api/scale", "/api/nodes/a/drain")) {
      Http.Answer answer = http.send("POST", path, new byte[0], headers);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.problem()).isEqualTo("unauthorized");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
    assertThat(http.send("DELETE", "/api/nodes/a/drain", new byte[0], headers).status())
        .isEqualTo(401);
    assertThat(operator.asked).isEmpty();
  }

  @Test
  void the_scheme_may_be_written_in_any_case() {
    assertThat(
            http.send("POST", "/api/resume", new byte[0], "Authorization", "bearer " + TOKEN)
                .status())
        .isEqualTo(200);
  }

  @Test
  void without_an_admin_token_writes_are_disabled_and_the_variable_is_named() {
    controls.token.set(Optional.empty());
    Http.Answer answer = http.post("/api/pause", "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("writes-disabled");
    assertThat(answer.body()).contains("ADMIN_TOKEN");
    assertThat(http.get("/api/nodes").status()).isEqualTo(200);
  }

  @Test
  void a_token_that_changes_counts_from_the_next_request_on() {
    controls.token.set(Optional.of(new Secret("a-new-one")));

    assertThat(http.post("/api/pause", "").status()).isEqualTo(401);
  }

  @Test
  void every_write_is_one_line_with_who_what_and_outcome(CapturedOutput output) {
    http.post("/api/pause", "{\"for\": \"30m\", \"reason\": \"kernel\\u0020bug\"}");
    http.post("/api/scale?dryRun=true", "{\"count\": 0}");
    http.send("POST", "/api/resume", new byte[0], "Authorization", "Bearer guess-guess");

    List<String> lines =
        output
            .getAll()
            .lines()
            .filter(line -> line.contains("A write was"))
            // Where the log is JSON, quotes come escaped.
            .map(line -> line.replace("\\\"", "\""))
            .toList();
    assertThat(lines).hasSize(3).allMatch(line -> line.contains("WARN"));
    assertThat(lines.get(0))
        .contains("accepted. who=operator@127.0.0.1")
        .contains("what=[pause for=PT30M reason=\"kernel bug\"] outcome=200");
    assertThat(lines.get(1)).contains("refused. who=operator@127.0.0.1").contains("outcome=400");
    assertThat(lines.get(2)).contains("refused. who=nobody@127.0.0.1").contains("outcome=401");
    assertThat(output.getAll()).doesNotContain(TOKEN).doesNotContain("guess-guess");
  }

  @Test
  void every_write_is_audited_with_how_it_was_and_how_it_is() {
    operator.pause = null;
    operator.next = new Operator.Accepted(true, true, null, List.of("Paused for 30 minutes."));
    http.post("/api/pause", "{\"for\": \"30m\"}");
    http.send("POST", "/api/resume", new byte[0], "Authorization", "Bearer guess-guess");

    JsonNode writes = http.get("/api/audit?limit=2").json().path("writes");

    assertThat(writes.at("/0/who").asString()).isEqualTo("nobody");
    assertThat(writes.at("/0/outcome").asInt()).isEqualTo(401);
    assertThat(writes.at("/1/what").asString()).startsWith("pause for=PT30M");
    assertThat(writes.at("/1/before").asString()).isEqualTo("not paused");
    assertThat(writes.at("/1/after").asString()).isEqualTo("Paused for 30 minutes.");
  }
}
