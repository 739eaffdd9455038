package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.settings.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A file of settings that was read at the start, such as the pools' one.
 *
 * @param source what Spring calls it; each of several documents in it has a number behind that
 */
record ConfigFile(String source, Path path) {

  private static final Pattern SOURCE =
      Pattern.compile("(Config resource 'file \\[(.+)]' via location .*?)( \\(document #\\d+\\))?");

  private static final String ACTIVE = "spring.config.activate.";

  /** The files that this environment was made of. */
  static List<ConfigFile> of(ConfigurableEnvironment environment) {
    Set<ConfigFile> files = new LinkedHashSet<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      Matcher matcher = SOURCE.matcher(source.getName());
      if (matcher.matches()) {
        files.add(new ConfigFile(matcher.group(1), Path.of(matcher.group(2))));
      }
    }
    return List.copyOf(files);
  }

  boolean isOf(PropertySource<?> other) {
    Matcher matcher = SOURCE.matcher(other.getName());
    return matcher.matches() && source.equals(matcher.group(1));
  }

  /**
   * What a content says, as the start would read it; the last document wins, so it comes first.
   *
   * @throws Unusable where it says nothing, or cannot be read
   */
  List<PropertySource<?>> parse(String content, Environment environment) throws Unusable {
    List<PropertySource<?>> sources = new ArrayList<>();
    for (PropertySource<?> document : documents(content)) {
      if (isActive(document, environment)) {
        sources.addFirst(document);
      }
    }
    if (sources.isEmpty()) {
      throw unusable("is empty", "Write the whole file; to do without pools, start without it.");
    }
    return sources;
  }

  private List<PropertySource<?>> documents(String content) throws Unusable {
    try {
      return loader().load(source, new Content(path, content));
    } catch (MarkedYAMLException malformed) {
      throw malformed(malformed);
    } catch (IOException | RuntimeException malformed) {
      throw unusable("cannot be read", "Write it as docs/pools.md shows.");
    }
  }

  private PropertySourceLoader loader() {
    return path.toString().endsWith(".properties")
        ? new PropertiesPropertySourceLoader()
        : new YamlPropertySourceLoader();
  }

  /** The content itself may hold secrets: only its place is told. */
  private Unusable malformed(MarkedYAMLException malformed) {
    Mark mark = malformed.getProblemMark();
    String line = mark == null ? "" : ":" + (mark.getLine() + 1);
    String column = mark == null ? "" : " at column " + (mark.getColumn() + 1);
    return new Unusable(
        new Problem(
            "it is no YAML" + column + ": " + malformed.getProblem(),
            path + line,
            "Look at that line's indentation, colons and quotes, and at the line before it."));
  }

  private static boolean isActive(PropertySource<?> document, Environment environment) {
    Object profile = document.getProperty(ACTIVE + "on-profile");
    Object platform = document.getProperty(ACTIVE + "on-cloud-platform");
    return (profile == null
            || environment.acceptsProfiles(Profiles.of(profile.toString().split("\\s*,\\s*"))))
        && (platform == null || isOn(platform.toString(), environment));
  }

  private static boolean isOn(String platform, Environment environment) {
    CloudPlatform active = CloudPlatform.getActive(environment);
    return active != null && active.name().equalsIgnoreCase(platform.replace('-', '_'));
  }

  Unusable unusable(String why, String mend) {
    return new Unusable(new Problem("the file " + why, path.toString(), mend));
  }

  /** Its place in problems is that of the file. */
  private static final class Content extends ByteArrayResource {
    Content(Path path, String text) {
      super(text.getBytes(StandardCharsets.UTF_8), "file [" + path + "]");
    }

    @Override
    public String toString() {
      return getDescription().substring(getDescription().indexOf("file ["));
    }
  }

  /** It changes nothing. */
  static final class Unusable extends Exception {
    private final transient Problem problem;

    Unusable(Problem problem) {
      super(problem.described());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
