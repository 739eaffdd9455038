package io.github.ciautoscaler.app.logging;

import io.github.ciautoscaler.app.settings.Settings.LogFormat;
import io.github.ciautoscaler.app.settings.Settings.LogLevel;
import io.github.ciautoscaler.app.settings.Settings.Logging;
import io.github.ciautoscaler.app.settings.SettingsLoader;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets Spring Boot's logging up as LOG_FORMAT and LOG_LEVEL say. Every {@code logging.*} property
 * that the owner sets wins over it.
 */
final class LoggingEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

  /** Time, level and who says it; then the sentence; then what a program would look for. */
  private static final String TEXT =
      "%clr(%d{yyyy-MM-dd'T'HH:mm:ss'Z',UTC}){faint} %clr(%-5p) %clr(%logger{0}){cyan}"
          + " %m%replace( %kvp{NONE}){' +$', ''}%n";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Logging logging = SettingsLoader.logging(environment);
    boolean sandbox = SettingsLoader.isSandbox(environment);
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "autoscalerLogging", properties(logging, sandbox, isOnATerminal())));
  }

  static Map<String, Object> properties(Logging logging, boolean sandbox, boolean terminal) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (isJson(logging.format(), sandbox, terminal)) {
      properties.put("logging.structured.format.console", "logstash");
      properties.put("logging.structured.json.exclude", "@version,level_value,tags");
    } else {
      properties.put("logging.pattern.console", TEXT);
    }
    // Why a start failed is said at every level, off included.
    properties.put(
        "logging.level." + LoggingFailureAnalysisReporter.class.getName(), LogLevel.ERROR.name());
    properties.put("logging.level.root", others(logging.level()).name());
    properties.put("logging.level.io.github.ciautoscaler", logging.level().name());
    return properties;
  }

  private static boolean isJson(LogFormat format, boolean sandbox, boolean terminal) {
    return switch (format) {
      case JSON -> true;
      case TEXT -> false;
      case AUTO -> !sandbox && !terminal;
    };
  }

  /** Libraries never say more than INFO: below it, some print request headers. */
  private static LogLevel others(LogLevel ours) {
    return switch (ours) {
      case TRACE, DEBUG -> LogLevel.INFO;
      case INFO, WARN -> LogLevel.WARN;
      case ERROR -> LogLevel.ERROR;
      case OFF -> LogLevel.OFF;
    };
  }

  private static boolean isOnATerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** After the configuration files were read. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }
}
