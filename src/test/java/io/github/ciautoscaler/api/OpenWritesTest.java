package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Writes without a token, as in the sandbox. */
@SpringBootTest(
    classes = {ApiTestApplication.class, OpenWritesTest.Open.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OpenWritesTest {

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
          () -> 5,
          Optional::empty,
          true,
          () -> Duration.ofMinutes(3),
          () -> NOW,
          (machine, now) -> Optional.empty());
    }
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
