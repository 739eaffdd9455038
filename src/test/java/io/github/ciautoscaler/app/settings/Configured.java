package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.settings.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** An owner's configuration, source by source, without this machine's own environment. */
final class Configured {

  /** What the original cannot start without. */
  static final Map<String, String> REQUIRED =
      Map.of(
          "HETZNER_API_TOKEN", "hetzner-secret",
          "GITEA_ADMIN_TOKEN", "gitea-secret",
          "CLUSTER_SECRET", "cluster-secret",
          "GITEA_API_URL", "https://gitea.example.com");

  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final StandardEnvironment environment = new StandardEnvironment();

  private Configured() {
    environment.getPropertySources().remove("systemProperties");
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource("systemEnvironment", variables));
  }

  static Configured withNothing() {
    return new Configured();
  }

  static Configured withWhatIsRequired() {
    Configured configured = new Configured();
    configured.variables.putAll(REQUIRED);
    return configured;
  }

  Configured variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Configured without(String name) {
    variables.remove(name);
    return this;
  }

  Configured systemProperty(String name, String value) {
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("systemProperties", Map.of(name, value)));
    return this;
  }

  Configured yaml(String path, String text) {
    return yaml("Config resource 'file [" + path + "]' via location '/config/'", path, text);
  }

  Configured packagedYaml(String text) {
    return yaml("Config resource 'class path resource [application.yml]'", "application.yml", text);
  }

  private Configured yaml(String name, String path, String text) {
    ByteArrayResource resource =
        new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public String toString() {
            return "file [" + path + "]";
          }
        };
    try {
      new YamlPropertySourceLoader()
          .load(name, resource)
          .forEach(source -> environment.getPropertySources().addLast(source));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Configured argument(String... arguments) {
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
    return this;
  }

  Configured profile(String profile) {
    environment.addActiveProfile(profile);
    return this;
  }

  StandardEnvironment environment() {
    return environment;
  }

  Loaded read() {
    return SettingsLoader.read(environment);
  }

  Settings settings() {
    return SettingsLoader.load(environment);
  }

  List<String> problems() {
    return read().problems().stream().map(Problem::described).toList();
  }
}
