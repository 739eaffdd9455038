package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.settings.AllSettings;
import io.github.ciautoscaler.settings.Given.Rank;
import io.github.ciautoscaler.settings.SettingsSource;
import io.github.ciautoscaler.settings.Tree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySources;
import org.springframework.core.env.StandardEnvironment;

/** One source of Spring's environment: variables, a YAML file, arguments, system properties. */
record SpringSource(PropertyResolver resolver, EnumerablePropertySource<?> source)
    implements SettingsSource {

  /** Spring Boot's own view of all the other sources. */
  static final String VIEW = "configurationProperties";

  private static final Pattern BRACKETED = Pattern.compile(".*\\[([^\\[\\]]+)].*");

  /** Everything that was given for our settings. */
  static Tree tree(ConfigurableEnvironment environment) {
    return tree(environment.getPropertySources(), environment);
  }

  /**
   * Everything that these give for our settings.
   *
   * @param resolver fills in the placeholders
   */
  static Tree tree(PropertySources given, PropertyResolver resolver) {
    List<SpringSource> sources =
        given.stream()
            .filter(source -> !source.getName().equals(VIEW))
            .filter(EnumerablePropertySource.class::isInstance)
            .map(source -> new SpringSource(resolver, (EnumerablePropertySource<?>) source))
            .toList();
    return Tree.of(AllSettings.SCHEMA, sources);
  }

  @Override
  public List<String> names() {
    return List.of(source.getPropertyNames());
  }

  @Override
  public String text(String name) {
    Object value = source.getProperty(name);
    return value == null ? "" : value.toString();
  }

  @Override
  public String filled(String text) {
    boolean isConfigFile = source.getName().startsWith("Config resource");
    return isConfigFile ? resolver.resolvePlaceholders(text) : text;
  }

  @Override
  public Rank rank() {
    if (source instanceof CommandLinePropertySource) {
      return Rank.COMMAND_LINE;
    }
    boolean packaged =
        source.getName().contains("class path resource")
            || source.getName().equals("defaultProperties");
    return packaged ? Rank.PACKAGED : Rank.EXPLICIT;
  }

  @Override
  public boolean isEnvironment() {
    return is(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
  }

  private boolean is(String name) {
    return source.getName().equals(name);
  }

  @Override
  public String place(String name) {
    if (isEnvironment()) {
      return "environment variable " + name;
    }
    if (source instanceof CommandLinePropertySource) {
      return "command line argument --" + name;
    }
    if (is(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
      return "system property " + name;
    }
    @Nullable Origin origin = OriginLookup.getOrigin(source, name);
    return origin instanceof TextResourceOrigin text
        ? line(text)
        : name + " in " + source.getName();
  }

  private static String line(TextResourceOrigin origin) {
    String resource = String.valueOf(origin.getResource());
    Matcher bracketed = BRACKETED.matcher(resource);
    String path = bracketed.matches() ? bracketed.group(1) : resource;
    TextResourceOrigin.@Nullable Location at = origin.getLocation();
    return at == null ? path : path + ":" + (at.getLine() + 1);
  }
}
