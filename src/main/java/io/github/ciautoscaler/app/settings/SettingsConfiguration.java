package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Offers the settings to the rooms, and says at start which are in use. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

  private static final Logger log = LoggerFactory.getLogger(SettingsConfiguration.class);

  /** Files change by the wall clock, also where the loop runs on another one. */
  @Bean
  LiveSettings liveSettings(ConfigurableEnvironment environment) {
    Loaded loaded = SettingsLoader.read(environment);
    LiveSettings settings = LiveSettings.in(environment, InstantSource.system());
    loaded.warnings().forEach(warning -> log.warn("{}.", warning));
    if (!loaded.named().isEmpty()) {
      log.info("In use beside the original's settings: {}.", String.join(", ", loaded.named()));
    }
    return settings;
  }

  @Bean
  Settings settings(LiveSettings live) {
    return live.get();
  }
}
