package io.github.ciautoscaler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Deliveries over real sockets: those of a forge, and those of anybody else. */
@ApiTest
class WebhookTest {

  private static final String SECRET = "a-long-random-text-of-ours";
  private static final String OLD = "the-secret-before-the-rotation";
  private static final String JOB =
      "{\"action\":\"queued\",\"workflow_job\":{\"id\":4211,\"status\":\"queued\",\"labels\":"
          + "[\"linux\"]},\"repository\":{\"full_name\":\"acme/shop\"}}";
  private static final String JSON = "application/json";

  private final Http http;
  private final ApiTestApplication.Controls controls;

  @Autowired
  WebhookTest(@LocalServerPort int port, ApiTestApplication.Controls controls) {
    this.http = new Http(port);
    this.controls = controls;
  }

  @BeforeEach
  void fresh() {
    controls.webhookSecrets.set(List.of(new Secret(SECRET)));
    controls.woken.set(0);
  }

  /** What is wrong, what is sent, and what the answer is. */
  record Wrong(String what, Sent sent, int status, String problem) {
    @Override
    public String toString() {
      return what;
    }
  }

  record Sent(String method, String path, String type, byte[] body, List<String> headers) {

    static Sent of(String body) {
      return new Sent("POST", HookController.PATH, JSON, bytes(body), List.of());
    }

    Sent with(String name, String value) {
      List<String> more = new ArrayList<>(headers);
      more.add(name);
      more.add(value);
      return new Sent(method, path, type, body, more);
    }

    Sent by(String otherMethod) {
      return new Sent(otherMethod, path, type, body, headers);
    }

    Sent to(String otherPath) {
      return new Sent(method, otherPath, type, body, headers);
    }

    Sent as(String otherType) {
      return new Sent(method, path, otherType, body, headers);
    }

    Sent event(String event) {
      return with("X-Gitea-Event", event).with("X-Gitea-Delivery", "d-1");
    }

    Sent signed(String secret) {
      return with("X-Gitea-Signature", SignedDelivery.signature(secret, body));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String right(String body) {
    return SignedDelivery.signature(SECRET, bytes(body));
  }

  private static Sent signed(String body, String event) {
    return Sent.of(body).event(event).signed(SECRET);
  }

  static Stream<Wrong> wrong() {
    return Stream.of(notSigned(), notToBeRead(), notADelivery()).flatMap(it -> it);
  }

  private static Stream<Wrong> notSigned() {
    Sent job = Sent.of(JOB).event("workflow_job");
    return Stream.of(
        new Wrong("no signature", job, 401, "not-signed"),
        new Wrong("an empty one", job.with("X-Gitea-Signature", ""), 401, "not-signed"),
        new Wrong("of another secret", job.signed("not-ours"), 401, "not-signed"),
        new Wrong("of an old secret", job.signed(OLD), 401, "not-signed"),
        new Wrong("of the empty secret", job.signed(" "), 401, "not-signed"),
        new Wrong(
            "of another body", job.with("X-Gitea-Signature", right(JOB + " ")), 401, "not-signed"),
        new Wrong("half a one", job.with("X-Gitea-Signature", right(JOB).substring(32)), 401, ""),
        new Wrong("a longer one", job.with("X-Gitea-Signature", right(JOB) + "00"), 401, ""),
        new Wrong("no hexadecimal digits", job.with("X-Gitea-Signature", "z".repeat(64)), 401, ""),
        new Wrong("zeros", job.with("X-Gitea-Signature", "0".repeat(64)), 401, ""),
        new Wrong("SHA-1", job.with("X-Hub-Signature", "sha1=" + "0".repeat(40)), 401, ""),
        new Wrong(
            "the wrong prefix", job.with("X-Hub-Signature-256", "sha512=" + right(JOB)), 401, ""),
        new Wrong(
            "a wrong one before a right one",
            job.with("X-Gitea-Signature", "0".repeat(64))
                .with("X-Hub-Signature-256", "sha256=" + right(JOB)),
            401,
            ""),
        new Wrong("the admin's token", job.with("Authorization", "Bearer x"), 401, ""),
        new Wrong("the secret itself", job.with("X-Gitea-Signature", SECRET), 401, ""));
  }

  private static Stream<Wrong> notToBeRead() {
    return Stream.of(
        new Wrong("no JSON", signed("queued", "workflow_job"), 400, "malformed-request"),
        new Wrong("half a JSON", signed("{\"action\":", "workflow_job"), 400, ""),
        new Wrong("a list", signed("[]", "workflow_job"), 400, ""),
        new Wrong("null", signed("null", "push"), 400, ""),
        new Wrong("no body", signed("", "workflow_job"), 400, ""),
        new Wrong("no job", signed("{\"action\":\"queued\"}", "workflow_job"), 400, ""),
        new Wrong(
            "a job that is a text",
            signed("{\"action\":\"queued\",\"workflow_job\":\"1\"}", "workflow_job"),
            400,
            ""),
        new Wrong(
            "an id that is a text",
            signed("{\"action\":\"queued\",\"workflow_job\":{\"id\":\"1\"}}", "workflow_job"),
            400,
            ""),
        new Wrong(
            "an id below one",
            signed("{\"action\":\"queued\",\"workflow_job\":{\"id\":-1}}", "workflow_job"),
            400,
            ""),
        new Wrong(
            "an id beyond all numbers",
            signed("{\"action\":\"queued\",\"workflow_job\":{\"id\":1e99}}", "workflow_job"),
            400,
            ""),
        new Wrong("no action", signed("{\"workflow_job\":{\"id\":1}}", "workflow_job"), 400, ""),
        new Wrong(
            "an action that is no text",
            signed("{\"action\":1,\"workflow_job\":{\"id\":1}}", "workflow_job"),
            400,
            ""),
        new Wrong("no event", Sent.of(JOB).signed(SECRET), 400, "malformed-request"),
        new Wrong(
            "a JSON too deep",
            signed("[".repeat(5_000) + "]".repeat(5_000), "workflow_job"),
            400,
            ""));
  }

  private static Stream<Wrong> notADelivery() {
    Sent job = signed(JOB, "workflow_job");
    String large = "{\"x\":\"" + "x".repeat(BodyLimit.MOST_OF_A_DELIVERY) + "\"}";
    return Stream.of(
        new Wrong("GET", job.by("GET"), 405, "method-not-allowed"),
        new Wrong("PUT", job.by("PUT"), 405, ""),
        new Wrong("DELETE", job.by("DELETE"), 405, ""),
        new Wrong("PATCH", job.by("PATCH"), 405, ""),
        new Wrong("too large", signed(large, "push"), 413, "body-too-large"),
        new Wrong("a form", job.as("application/x-www-form-urlencoded"), 415, ""),
        new Wrong("plain text", job.as("text/plain"), 415, "unsupported-media-type"),
        new Wrong("no media type", job.as("rubbish"), 415, ""),
        new Wrong("below the path", job.to(HookController.PATH + "/x"), 404, "not-found"),
        new Wrong("the peers' path", job.to("/hooks/gitea"), 404, "not-found"),
        new Wrong("a path in capitals", job.to("/HOOKS/FORGE"), 404, "not-found"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void what_is_no_delivery_of_our_forge_is_refused_and_wakes_nobody(Wrong wrong) {
    Http.Answer answer = send(wrong.sent());

    assertThat(answer.status()).as(answer.body()).isEqualTo(wrong.status());
    assertThat(answer.problem()).endsWith(wrong.problem());
    assertThat(answer.body()).doesNotContain(SECRET);
    assertThat(controls.woken).hasValue(0);
  }

  @Test
  void there_are_forty_of_them() {
    assertThat(wrong()).hasSize(40);
  }

  @Test
  void a_body_without_a_declared_length_is_cut_off_too() {
    byte[] body = new byte[BodyLimit.MOST_OF_A_DELIVERY + 10];

    assertThat(http.chunked(HookController.PATH, body).status()).isEqualTo(413);
  }

  @Test
  void without_a_secret_none_is_taken_and_the_answer_says_how_to_set_one() {
    controls.webhookSecrets.set(List.of());
    Http.Answer answer = send(signed(JOB, "workflow_job"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("webhook-off");
    assertThat(answer.body()).contains("WEBHOOK_SECRET", "/api/webhook/install");
    assertThat(send(Sent.of("x").as("text/plain")).status()).isEqualTo(403);
  }

  @Test
  void a_queued_job_wakes_the_loop() {
    Http.Answer answer = send(signed(JOB, "workflow_job").with("X-Gitea-Delivery", "a"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body())
        .isEqualTo("{\"event\":\"workflow_job\",\"news\":true,\"wakes\":true}");
    assertThat(controls.woken).hasValue(1);
  }

  @Test
  void a_repeated_delivery_does_nothing() {
    Sent once =
        Sent.of(JOB)
            .with("X-Gitea-Event", "workflow_job")
            .with("X-Gitea-Delivery", "b")
            .signed(SECRET);

    assertThat(send(once).json().path("news").booleanValue()).isTrue();
    assertThat(send(once).json().path("news").booleanValue()).isFalse();
    assertThat(controls.woken).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"waiting", "in_progress", "completed", "pending", "requested", "new"})
  void a_job_that_waits_runs_or_is_done_wakes_nobody(String action) {
    Http.Answer answer = send(signed(JOB.replaceFirst("queued", action), "workflow_job"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(controls.woken).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflow_run",
        "push",
        "pull_request",
        "action_run_success",
        "action_run_failure",
        "action_run_recover"
      })
  void an_event_after_which_there_may_be_jobs_wakes_the_loop(String event) {
    assertThat(send(signed("{\"of\":\"" + event + "\"}", event)).status()).isEqualTo(202);
    assertThat(controls.woken).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"issues", "fork", "wiki", "ping", "no such\tevent", "<script>"})
  void another_event_is_taken_and_wakes_nobody(String event) {
    Http.Answer answer = send(signed("{\"of\":\"" + event.length() + "\"}", event));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).doesNotContain("script", "such");
    assertThat(controls.woken).hasValue(0);
  }

  @Test
  void while_a_secret_takes_the_place_of_another_both_are_valid() {
    controls.webhookSecrets.set(List.of(new Secret(SECRET), new Secret(OLD)));

    assertThat(send(signed("{\"n\":1}", "push")).status()).isEqualTo(202);
    assertThat(send(Sent.of("{\"n\":2}").event("push").signed(OLD)).status()).isEqualTo(202);
    assertThat(send(Sent.of("{\"n\":3}").event("push").signed("third")).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forgejo-Signature:",
        "X-Gogs-Signature:",
        "X-Hub-Signature-256:sha256=",
        "X-Gitea-Signature:"
      })
  void the_header_of_either_forge_and_of_older_names_will_do(String header) {
    String body = "{\"as\":\"" + header + "\"}";
    Sent sent =
        Sent.of(body)
            .with("X-GitHub-Event", "push")
            .with(header.split(":")[0], header.replaceFirst(".*:", "") + right(body));

    assertThat(send(sent).status()).isEqualTo(202);
  }

  private Http.Answer send(Sent sent) {
    List<String> headers = new ArrayList<>(List.of("Content-Type", sent.type()));
    headers.addAll(sent.headers());
    return http.send(sent.method(), sent.path(), sent.body(), headers.toArray(String[]::new));
  }
}
