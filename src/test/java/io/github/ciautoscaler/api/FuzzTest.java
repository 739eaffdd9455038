package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Writes as nobody should send them. A seed is the whole report of a failure. */
@ApiTest
class FuzzTest {

  private static final int REQUESTS = 300;

  private static final List<String> METHODS =
      List.of("POST", "POST", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "BREW");
  private static final List<String> PATHS =
      List.of(
          "/api/pause",
          "/api/resume",
          "/api/scale",
          "/api/nodes/ci-runner-00000001/drain",
          "/api/nodes/%C3%BCmlaut/drain",
          "/api/nodes/..%3B/drain",
          "/api/nodes/%0d%0aSet-Cookie:x/drain",
          "/api/nodes/" + "a".repeat(3000) + "/drain",
          "/api//pause",
          "/api/pause;jsessionid=1",
          "/api/./scale",
          "/API/PAUSE",
          "/api/pause%20",
          "/api/pause?dryRun=%zz",
          "/api/scale?dryRun=true&dryRun=%00",
          "/api/scale?" + "x=1&".repeat(500));
  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "{\"for\":\"30m\"}",
          "{\"for\":\"P1000000000D\"}",
          "{\"for\":{\"for\":[1,2,{\"x\":null}]}}",
          "{\"count\":1e400}",
          "{\"count\":" + "9".repeat(2000) + "}",
          "{\"count\":2}",
          "{\"force\":\"yes\"}",
          "{\"force\":true,\"__proto__\":{}}",
          "{\"reason\":\"\\u0000\\u202e\\ud800\"}",
          "{\"reason\":\"" + "\uD83D\uDE80".repeat(400) + "\"}",
          "[".repeat(5000),
          "{\"a\":".repeat(2000),
          "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x/>",
          "{\"" + "k".repeat(60_000) + "\":1}",
          "\"" + "y".repeat(100_000) + "\"");
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.ISO_8859_1);
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json",
          "application/json;charset=utf-16",
          "application/json;charset=klingon",
          "application/merge-patch+json",
          "multipart/form-data; boundary=x",
          "text/plain",
          "nonsense",
          "*/*");
  private static final List<String> ACCEPTS =
      List.of("*/*", "application/json", "text/html", "application/xml", "garbage;;q=x");

  private final Http http;
  private final ScriptedOperator operator;

  @Autowired
  FuzzTest(@LocalServerPort int port, ScriptedOperator operator) {
    this.http = new Http(port);
    this.operator = operator;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothing_that_is_sent_breaks_it_or_makes_it_tell(long seed) {
    operator.next = ScriptedOperator.DONE;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < REQUESTS; i++) {
      String method = any(random, METHODS);
      String path = any(random, PATHS);
      byte[] body = body(random);
      boolean withToken = random.nextInt(4) > 0;
      String what = "seed " + seed + ", request " + i + ": " + method + " " + path;
      Http.Answer answer =
          http.raw(
              method,
              path,
              body,
              "Host: 127.0.0.1",
              "Content-Type: " + any(random, TYPES),
              "Accept: " + any(random, ACCEPTS),
              "Authorization: Bearer " + (withToken ? TOKEN : "guess-" + i),
              "Idempotency-Key: " + (random.nextBoolean() ? "key" : "\u00ff\u00fe"));

      check(what, method, answer);
    }
  }

  private static void check(String what, String method, Http.Answer answer) {
    assertThat(answer.status()).as(what + "\n" + answer).isBetween(200, 499);
    if (answer.status() >= 400) {
      assertThat(answer.problem()).as(what).isNotEmpty();
    } else {
      assertThat(method).as(what).isIn("POST", "DELETE", "OPTIONS");
    }
    assertThat(answer.body() + answer.headers())
        .as(what)
        .doesNotContain(TOKEN)
        .doesNotContain("guess-")
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain("root:");
    assertThat(answer.header("Set-Cookie")).as(what).isNull();
  }

  private static byte[] body(SplittableRandom random) {
    byte[] bytes = any(random, BODIES).getBytes(any(random, CHARSETS));
    if (random.nextInt(5) == 0) {
      for (int flips = 0; flips < 5 && bytes.length > 0; flips++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
    }
    return bytes;
  }

  private static <T> T any(SplittableRandom random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
