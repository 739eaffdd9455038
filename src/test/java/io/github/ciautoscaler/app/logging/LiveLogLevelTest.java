package io.github.ciautoscaler.app.logging;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.Settings.Logging;
import io.github.ciautoscaler.settings.LogFormat;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class LiveLogLevelTest {

  private static final String OURS = "io.github.ciautoscaler";

  private final StandardEnvironment environment = new StandardEnvironment();
  private final Map<String, LogLevel> set = new HashMap<>();
  private final LoggingSystem system =
      new LoggingSystem() {
        @Override
        public void beforeInitialize() {}

        @Override
        public void setLogLevel(@Nullable String logger, @Nullable LogLevel level) {
          set.put(requireNonNull(logger), requireNonNull(level));
        }
      };

  private void follow(io.github.ciautoscaler.settings.LogLevel level) {
    new LoggingEnvironmentPostProcessor()
        .postProcessEnvironment(environment, new SpringApplication());
    new LiveLogLevel(environment, system).follow(new Logging(LogFormat.AUTO, level));
  }

  @Test
  void ourLevelAndThatOfAllOthersFollow() {
    follow(io.github.ciautoscaler.settings.LogLevel.DEBUG);

    assertThat(set).containsEntry(OURS, LogLevel.DEBUG).containsEntry("root", LogLevel.INFO);
  }

  @Test
  void theOwnersOwnLoggingPropertiesStillWin() {
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("owner", Map.of("logging.level." + OURS, "trace")));

    follow(io.github.ciautoscaler.settings.LogLevel.ERROR);

    assertThat(set).containsEntry(OURS, LogLevel.TRACE).containsEntry("root", LogLevel.ERROR);
  }
}
