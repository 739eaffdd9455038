package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.settings.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What is wrong with the environment's proxies and certificates, told with all other problems. */
final class ConnectionProblems {

  private ConnectionProblems() {}

  static List<Problem> in(ConfigurableEnvironment environment) {
    return Connections.problems(variables(environment)).stream()
        .map(it -> new Problem(it.what(), "environment variable " + it.variable(), it.mend()))
        .toList();
  }

  private static Map<String, String> variables(ConfigurableEnvironment environment) {
    Map<String, String> variables = new HashMap<>();
    if (environment
            .getPropertySources()
            .get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
        instanceof EnumerablePropertySource<?> source) {
      for (String name : source.getPropertyNames()) {
        variables.put(name, String.valueOf(source.getProperty(name)));
      }
    }
    return variables;
  }
}
