package io.github.ciautoscaler.app;

import io.github.ciautoscaler.app.settings.SettingsCheck;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the autoscaler. */
@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(Application.class);
    application.addListeners(new SettingsCheck());
    application.run(args);
  }
}
