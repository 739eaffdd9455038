package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Given.Rank;
import io.github.ciautoscaler.app.settings.Names.Named;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds every value that was given for a variable, in all sources of Spring's environment, with
 * where it came from. Files are read here.
 *
 * @param problems keys that nobody knows, files that cannot be read
 * @param unreadable variables whose file cannot be read
 */
record GivenValues(List<Given> values, List<Problem> problems, Set<Variable> unreadable) {

  /** Spring Boot's own view of all the other sources. */
  private static final String VIEW = "configurationProperties";

  private static final Pattern INDEXED = Pattern.compile("(.+)\\[(\\d+)]");

  GivenValues {
    values = List.copyOf(values);
    problems = List.copyOf(problems);
    unreadable = Set.copyOf(unreadable);
  }

  static GivenValues in(ConfigurableEnvironment environment) {
    return new GivenValues(new Collector(environment));
  }

  private GivenValues(Collector collector) {
    this(collector.values, collector.problems, collector.unreadable);
  }

  /** Those for one variable that say something. */
  List<Given> of(Variable variable) {
    return values.stream()
        .filter(given -> given.variable() == variable && !given.isEmptyAndMeansUnset())
        .toList();
  }

  private static final class Collector {
    final List<Given> values = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    final Set<Variable> unreadable = EnumSet.noneOf(Variable.class);
    private final ConfigurableEnvironment environment;

    Collector(ConfigurableEnvironment environment) {
      this.environment = environment;
      for (PropertySource<?> source : environment.getPropertySources()) {
        if (source instanceof EnumerablePropertySource<?> listed
            && !source.getName().equals(VIEW)) {
          texts(listed).forEach((name, text) -> add(listed, name, text));
        }
      }
    }

    private static boolean isEnvironment(PropertySource<?> source) {
      return source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    /** A YAML list arrives as one property for each element. */
    private Map<String, String> texts(EnumerablePropertySource<?> source) {
      Map<String, TreeMap<Integer, String>> elements = new LinkedHashMap<>();
      for (String name : source.getPropertyNames()) {
        Matcher indexed = INDEXED.matcher(name);
        boolean isElement = indexed.matches();
        String base = isElement ? indexed.group(1) : name;
        if (named(source, base).isPresent() || isUnknown(source, base)) {
          elements
              .computeIfAbsent(base, unused -> new TreeMap<>())
              .put(isElement ? Integer.parseInt(indexed.group(2)) : 0, text(source, name));
        }
      }
      Map<String, String> texts = new LinkedHashMap<>();
      elements.forEach((name, parts) -> texts.put(name, String.join(",", parts.values())));
      return texts;
    }

    private static String text(EnumerablePropertySource<?> source, String name) {
      Object value = source.getProperty(name);
      return value == null ? "" : value.toString();
    }

    private static Optional<Named> named(PropertySource<?> source, String name) {
      Optional<Named> byName = Names.byName(name);
      return byName.isPresent() || isEnvironment(source) ? byName : Names.byKey(name);
    }

    private static boolean isUnknown(PropertySource<?> source, String name) {
      return !isEnvironment(source) && Names.isOurKey(name) && Names.byKey(name).isEmpty();
    }

    private void add(EnumerablePropertySource<?> source, String name, String text) {
      String origin = origin(source, name);
      Optional<Named> named = named(source, name);
      if (named.isEmpty()) {
        String nearest = Names.nearestKey(name);
        problems.add(
            new Problem(
                name + " is no setting of ours",
                origin,
                "Did you mean " + nearest + "? All settings: docs/configuration.md."));
        return;
      }
      Variable variable = named.get().variable();
      Rank rank = rank(source);
      String value = isConfigFile(source) ? resolved(variable, text) : text;
      if (rank == Rank.COMMAND_LINE && variable.kind() == Variable.Kind.FLAG && text.isEmpty()) {
        value = "true"; // a bare --autoscaler.dry-run must not be taken for "not set"
      }
      if (named.get().isFile()) {
        addFile(new Given(variable, name, value, origin, rank, null));
      } else {
        values.add(new Given(variable, name, value, origin, rank, null));
      }
    }

    private void addFile(Given pointer) {
      String place = "file " + pointer.value() + ", which " + pointer.name() + " names";
      try {
        Path file = Path.of(pointer.value().strip());
        values.add(
            new Given(
                pointer.variable(),
                pointer.name(),
                ValueFile.read(file),
                place,
                pointer.rank(),
                file));
      } catch (IOException | InvalidPathException e) {
        unreadable.add(pointer.variable());
        String why = e instanceof IOException ? e.getMessage() : "that is no path";
        problems.add(
            new Problem(
                pointer.name() + " names the file '" + pointer.value() + "', but " + why,
                pointer.origin(),
                "Put the value for "
                    + pointer.variable()
                    + " into that file, readable by this user, or unset "
                    + pointer.name()
                    + "."));
      }
    }

    /** Shell text is never touched; ${HOME} in it is the new machine's, not ours. */
    private String resolved(Variable variable, String text) {
      return variable.kind() == Variable.Kind.SHELL ? text : environment.resolvePlaceholders(text);
    }

    private static Rank rank(PropertySource<?> source) {
      if (source instanceof CommandLinePropertySource) {
        return Rank.COMMAND_LINE;
      }
      boolean packaged =
          source.getName().contains("class path resource")
              || source.getName().equals("defaultProperties");
      return packaged ? Rank.PACKAGED : Rank.EXPLICIT;
    }

    private static boolean isConfigFile(PropertySource<?> source) {
      return source.getName().startsWith("Config resource");
    }

    private static String origin(EnumerablePropertySource<?> source, String name) {
      if (isEnvironment(source)) {
        return "environment variable " + name;
      }
      if (source instanceof CommandLinePropertySource) {
        return "command line argument --" + name;
      }
      if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
        return "system property " + name;
      }
      @Nullable Origin origin = OriginLookup.getOrigin(source, name);
      return origin instanceof TextResourceOrigin text
          ? line(text)
          : name + " in " + source.getName();
    }

    private static String line(TextResourceOrigin origin) {
      String resource = String.valueOf(origin.getResource());
      Matcher bracketed = Pattern.compile(".*\\[([^\\[\\]]+)].*").matcher(resource);
      String path = bracketed.matches() ? bracketed.group(1) : resource;
      TextResourceOrigin.@Nullable Location at = origin.getLocation();
      return at == null ? path : path + ":" + (at.getLine() + 1);
    }
  }
}
