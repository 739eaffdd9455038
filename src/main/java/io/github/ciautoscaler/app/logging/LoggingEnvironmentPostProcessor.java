package io.github.ciautoscaler.app.logging;

import io.github.ciautoscaler.app.settings.Settings.Logging;
import io.github.ciautoscaler.app.settings.SettingsLoader;
import io.github.ciautoscaler.settings.LogFormat;
import io.github.ciautoscaler.settings.LogLevel;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Sets Spring Boot's logging up as LOG_FORMAT and LOG_LEVEL say. Every {@code logging.*} property
 * that the owner sets wins over it.
 */
final class LoggingEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

  /** The property source that {@link LiveLogLevel} replaces. */
  static final String LEVELS = "autoscalerLogLevels";

  private static final String LEVEL = "logging.level.";
  private static final String ALL = "root";
  private static final String OURS = "io.github.ciautoscaler";

  /** The loggers whose level is LOG_LEVEL's. */
  static final List<String> FOLLOWING = List.of(ALL, OURS);

  /** Time, level and who says it; then the sentence; then what a program would look for. */
  private static final String TEXT =
      "%clr(%d{yyyy-MM-dd'T'HH:mm:ss'Z',UTC}){faint} %clr(%-5p) %clr(%logger{0}){cyan}"
          + " %m%replace( %kvp{NONE}){' +$', ''}%n";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Logging logging = SettingsLoader.logging(environment);
    boolean sandbox = SettingsLoader.isSandbox(environment);
    MutablePropertySources sources = environment.getPropertySources();
    sources.addLast(
        new MapPropertySource("autoscalerLogging", format(logging, sandbox, isOnATerminal())));
    sources.addLast(new MapPropertySource(LEVELS, levels(logging.level())));
  }

  static Map<String, Object> format(Logging logging, boolean sandbox, boolean terminal) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (isJson(logging.format(), sandbox, terminal)) {
      properties.put("logging.structured.format.console", "logstash");
      properties.put("logging.structured.json.exclude", "@version,level_value,tags");
      properties.put("logging.structured.json.customizer", MillisecondTimes.class.getName());
    } else {
      properties.put("logging.pattern.console", TEXT);
    }
    return properties;
  }

  static Map<String, Object> levels(LogLevel ours) {
    Map<String, Object> levels = new LinkedHashMap<>();
    // Why a start failed is said at every level, off included.
    levels.put(LEVEL + LoggingFailureAnalysisReporter.class.getName(), LogLevel.ERROR.name());
    levels.put(LEVEL + ALL, others(ours).name());
    levels.put(LEVEL + OURS, ours.name());
    return levels;
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
