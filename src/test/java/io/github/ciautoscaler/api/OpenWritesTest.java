package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.PlanSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** Writes without a token, as in the sandbox. */
@SpringBootTest(
    classes = {ApiTestApplication.class, OpenWritesTest.Open.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OpenWritesTest {

  private static final AtomicReference<Optional<Secret>> TOKEN =
      new AtomicReference<>(Optional.empty());

  private final Http http;
  private final ScriptedOperator operator;

  @Autowired
  OpenWritesTest(@LocalServerPort int port, ScriptedOperator operator) {
    this.http = new Http(port);
    this.operator = operator;
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Open {
    @Bean
    @Primary
    ApiSettings openSettings() {
      return new ApiSettings(
          "1.0.0",
          () -> PlanSettings.Caps.ofMachines(5),
          () -> new Access(TOKEN.get().stream().toList(), List.of(), false),
          () -> ApiTestApplication.ALL_IN_USE,
          true,
          () -> Duration.ofMinutes(3),
          () -> NOW);
    }
  }

  @AfterEach
  void forgetTheToken() {
    TOKEN.set(Optional.empty());
  }

  @Test
  void a_token_that_is_set_is_asked_for_here_too() {
    TOKEN.set(Optional.of(new Secret("of-the-owner")));
    operator.asked.clear();

    assertThat(http.send("POST", "/api/resume", new byte[0]).status()).isEqualTo(401);
    assertThat(
            http.send("POST", "/api/resume", new byte[0], "Authorization", "Bearer guess").status())
        .isEqualTo(401);
    assertThat(operator.asked).isEmpty();
    assertThat(
            http.send("POST", "/api/resume", new byte[0], "Authorization", "Bearer of-the-owner")
                .status())
        .isEqualTo(200);
  }

  @Test
  void the_document_says_what_holds_with_and_without_a_token() {
    JsonNode open = http.get("/v3/api-docs").json();
    JsonNode write = open.at("/paths/~1api~1pause/post");
    assertThat(write.has("security")).isFalse();
    assertThat(write.path("responses").has("401")).isFalse();
    assertThat(write.at("/responses/403/description").asString()).contains("Origin");
    assertThat(open.at("/info/description").asString())
        .contains("need no token")
        .doesNotContain("need Authorization");

    TOKEN.set(Optional.of(new Secret("of-the-owner")));
    JsonNode guarded = http.get("/v3/api-docs").json();
    assertThat(guarded.at("/paths/~1api~1pause/post/security/0").has("adminToken")).isTrue();
    assertThat(guarded.at("/paths/~1api~1pause/post/responses").has("401")).isTrue();
    assertThat(guarded.at("/info/description").asString()).contains("need Authorization");
  }

  @Test
  void anyone_on_this_machine_may_write() {
    assertThat(http.send("POST", "/api/resume", new byte[0]).status()).isEqualTo(200);
    assertThat(
            http.send("POST", "/api/resume", new byte[0], "Origin", "http://localhost:8080")
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example", "::"})
  void a_page_of_somebody_else_may_not_make_the_browser_write(String origin) {
    operator.asked.clear();
    Http.Answer answer = http.send("POST", "/api/pause", new byte[0], "Origin", origin);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("foreign-origin");
    assertThat(operator.asked).isEmpty();
  }
}
