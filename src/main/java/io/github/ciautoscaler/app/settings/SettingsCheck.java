package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.settings.Problem;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops a start with a wrong configuration as early as the log can say why. Not in the sandbox,
 * which brings its values later, and not while the image is built.
 */
public final class SettingsCheck
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    if (!SettingsLoader.isSandbox(environment)
        && !Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      List<Problem> problems = new ArrayList<>(SettingsLoader.read(environment).problems());
      problems.addAll(ConnectionProblems.in(environment));
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
    }
  }

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }
}
