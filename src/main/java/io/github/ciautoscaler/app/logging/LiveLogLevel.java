package io.github.ciautoscaler.app.logging;

import io.github.ciautoscaler.app.settings.Settings.Logging;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets the log's level follow the files of LOG_LEVEL and RUST_LOG. Every {@code logging.level.*}
 * property that the owner sets wins over it, as at start.
 */
public final class LiveLogLevel {

  private final ConfigurableEnvironment environment;
  private final LoggingSystem system;

  public LiveLogLevel(ConfigurableEnvironment environment, LoggingSystem system) {
    this.environment = environment;
    this.system = system;
  }

  public void follow(Logging logging) {
    environment
        .getPropertySources()
        .replace(
            LoggingEnvironmentPostProcessor.LEVELS,
            new MapPropertySource(
                LoggingEnvironmentPostProcessor.LEVELS,
                LoggingEnvironmentPostProcessor.levels(logging.level())));
    Map<String, LogLevel> effective =
        Binder.get(environment)
            .bind("logging.level", Bindable.mapOf(String.class, LogLevel.class))
            .orElse(Map.of());
    for (String logger : LoggingEnvironmentPostProcessor.FOLLOWING) {
      LogLevel level = effective.get(logger);
      if (level != null) {
        system.setLogLevel(logger, level);
      }
    }
  }
}
