package io.github.ciautoscaler.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.Settings.Logging;
import io.github.ciautoscaler.settings.LogFormat;
import io.github.ciautoscaler.settings.LogLevel;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class LoggingEnvironmentPostProcessorTest {

  @Configuration
  static class Empty {}

  /** Spring Boot sets logging up once in a process; here each test needs its own. */
  @BeforeEach
  @AfterEach
  void forgetEarlierStarts() {
    LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
    System.clearProperty("CONSOLE_LOG_PATTERN");
  }

  private static void logOneLine(String... arguments) {
    SpringApplication application = new SpringApplication(Empty.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLogStartupInfo(false);
    try (ConfigurableApplicationContext context = application.run(arguments)) {
      LoggerFactory.getLogger("io.github.ciautoscaler.reconcile.Reconciler")
          .atInfo()
          .addKeyValue("reason", "QUEUED_JOBS")
          .addKeyValue("since", Instant.parse("2026-11-23T10:00:00.123456789Z"))
          .addKeyValue("node", "ci-runner-0a1b2c3d")
          .log("Scale up +1: 3 queued");
      assertThat(context.isActive()).isTrue();
    }
  }

  private static String lineOf(CapturedOutput output) {
    return output.getAll().lines().filter(line -> line.contains("Scale up")).findFirst().orElse("");
  }

  @Test
  void textIsOneLineWithTheSentenceFirstAndThenItsKeys(CapturedOutput output) {
    logOneLine("--LOG_FORMAT=text", "--spring.output.ansi.enabled=never");

    assertThat(lineOf(output))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ INFO  Reconciler Scale up \\+1: 3 queued"
                + " reason=QUEUED_JOBS since=[0-9T:.-]+Z node=ci-runner-0a1b2c3d");
  }

  @Test
  void jsonHasTheKeysAsMembers(CapturedOutput output) {
    logOneLine("--LOG_FORMAT=json");

    assertThat(lineOf(output))
        .startsWith("{\"@timestamp\":")
        .contains(
            "\"message\":\"Scale up +1: 3 queued\"",
            "\"level\":\"INFO\"",
            "\"reason\":\"QUEUED_JOBS\"")
        .doesNotContain("level_value");
  }

  @Test
  void jsonsTimesHaveMillisecondsAndNoMore(CapturedOutput output) {
    logOneLine("--LOG_FORMAT=json");

    assertThat(lineOf(output))
        .containsPattern("\"@timestamp\":\"[0-9T:-]{19}(\\.\\d{3})?(Z|[+-]\\d\\d:\\d\\d)\"")
        .contains("\"since\":\"2026-11-23T10:00:00.123Z\"");
  }

  @Test
  void aLevelAboveInfoSilencesIt(CapturedOutput output) {
    logOneLine("--LOG_FORMAT=text", "--RUST_LOG=warn");

    assertThat(lineOf(output)).isEmpty();
  }

  @Test
  void theOwnersOwnLoggingPropertiesWin(CapturedOutput output) {
    logOneLine(
        "--LOG_FORMAT=text", "--LOG_LEVEL=warn", "--logging.level.io.github.ciautoscaler=info");

    assertThat(lineOf(output)).isNotEmpty();
  }

  @ParameterizedTest(name = "{0} in the sandbox: {1}, on a terminal: {2} -> JSON: {3}")
  @CsvSource({
    "AUTO, false, false, true",
    "AUTO, false, true, false",
    "AUTO, true, false, false",
    "JSON, true, true, true",
    "TEXT, false, false, false",
  })
  void jsonIsForProgramsAndTextForPeople(
      LogFormat format, boolean sandbox, boolean terminal, boolean json) {
    var properties =
        LoggingEnvironmentPostProcessor.format(
            new Logging(format, LogLevel.INFO), sandbox, terminal);

    assertThat(properties.containsKey("logging.structured.format.console")).isEqualTo(json);
    assertThat(properties.containsKey("logging.pattern.console")).isNotEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({"TRACE, INFO", "DEBUG, INFO", "INFO, WARN", "WARN, WARN", "OFF, OFF"})
  void librariesNeverSayMoreThanInfo(LogLevel ours, LogLevel theirs) {
    assertThat(LoggingEnvironmentPostProcessor.levels(ours))
        .containsEntry("logging.level.root", theirs.name())
        .containsEntry("logging.level.io.github.ciautoscaler", ours.name());
  }
}
