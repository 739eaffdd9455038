package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.ConfigFile.Unusable;
import io.github.ciautoscaler.settings.Problem;
import io.github.ciautoscaler.settings.Tree;
import io.github.ciautoscaler.settings.ValueFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;

/**
 * The files of settings as they are now. A content counts once it has stayed the same for a while:
 * one that is still being written changes.
 */
final class ConfigFiles {

  /** Whoever writes a file writes on within this time. */
  static final Duration WRITTEN_WITHIN = Duration.ofSeconds(2);

  /** What Spring Boot reads, once; any other key is the owner's own, for placeholders. */
  private static final Pattern FOREIGN = Pattern.compile("(spring|server|logging|management)\\..*");

  private final ConfigurableEnvironment environment;
  private final List<ConfigFile> files;
  private Map<ConfigFile, Seen> last;
  private Instant since;

  /**
   * One file at one look.
   *
   * @param why it could not be read; null where it could
   */
  private record Seen(String text, @Nullable String why) {}

  /**
   * What the files say together.
   *
   * @param tree everything that is given with them
   * @param foreign keys of what we are built with that changed: they hold from the next start
   */
  record Content(Tree tree, SortedSet<String> foreign) {}

  ConfigFiles(ConfigurableEnvironment environment, Instant now) {
    this.environment = environment;
    this.files = ConfigFile.of(environment);
    this.last = read();
    this.since = now;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  List<Path> paths() {
    return files.stream().map(ConfigFile::path).toList();
  }

  /** Looks at all files; empty while one of them changes. */
  Optional<Look> look(Instant now) {
    Map<ConfigFile, Seen> seen = read();
    if (!seen.equals(last)) {
      last = seen;
      since = now;
    }
    boolean settled = !files.isEmpty() && !now.isBefore(since.plus(WRITTEN_WITHIN));
    return settled ? Optional.of(new Look(seen)) : Optional.empty();
  }

  private Map<ConfigFile, Seen> read() {
    Map<ConfigFile, Seen> seen = new HashMap<>();
    files.forEach(file -> seen.put(file, seen(file)));
    return seen;
  }

  private static Seen seen(ConfigFile file) {
    try {
      return new Seen(ValueFile.read(file.path()), null);
    } catch (IOException unreadable) {
      return new Seen("", Objects.requireNonNullElse(unreadable.getMessage(), "it is unreadable"));
    }
  }

  /** What stayed the same. */
  final class Look {

    private final Map<ConfigFile, Seen> seen;

    private Look(Map<ConfigFile, Seen> seen) {
      this.seen = Map.copyOf(seen);
    }

    boolean isSameAs(@Nullable Look other) {
      return other != null && seen.equals(other.seen);
    }

    /** What it means; empty, and with the problems told, where a file is of no use. */
    Optional<Content> content(List<Problem> problems) {
      Map<ConfigFile, List<PropertySource<?>>> parsed = new HashMap<>();
      for (ConfigFile file : files) {
        try {
          parsed.put(file, parse(file, Objects.requireNonNull(seen.get(file))));
        } catch (Unusable unusable) {
          problems.add(unusable.problem());
        }
      }
      return problems.isEmpty() ? Optional.of(together(parsed)) : Optional.empty();
    }

    private List<PropertySource<?>> parse(ConfigFile file, Seen now) throws Unusable {
      if (now.why() != null) {
        throw file.unusable(
            "cannot be read: " + now.why(), "Put it back there, readable by this user.");
      }
      return file.parse(now.text(), environment);
    }
  }

  private Content together(Map<ConfigFile, List<PropertySource<?>>> parsed) {
    PropertySources all = all(parsed);
    return new Content(
        SpringSource.tree(all, new PropertySourcesPropertyResolver(all)), foreign(parsed));
  }

  /** The environment's sources in their order, the files' ones as they are now. */
  private PropertySources all(Map<ConfigFile, List<PropertySource<?>>> parsed) {
    Map<ConfigFile, List<PropertySource<?>>> left = new HashMap<>(parsed);
    MutablePropertySources all = new MutablePropertySources();
    for (PropertySource<?> source : environment.getPropertySources()) {
      ConfigFile file = fileOf(source);
      if (file == null) {
        if (!source.getName().equals(SpringSource.VIEW)) {
          all.addLast(source);
        }
      } else {
        Objects.requireNonNullElse(left.remove(file), List.<PropertySource<?>>of())
            .forEach(all::addLast);
      }
    }
    return all;
  }

  private @Nullable ConfigFile fileOf(PropertySource<?> source) {
    return files.stream().filter(file -> file.isOf(source)).findFirst().orElse(null);
  }

  private SortedSet<String> foreign(Map<ConfigFile, List<PropertySource<?>>> parsed) {
    Map<String, Object> before =
        foreignIn(
            environment.getPropertySources().stream().filter(it -> fileOf(it) != null).toList());
    List<PropertySource<?>> now = new ArrayList<>();
    files.forEach(file -> now.addAll(Objects.requireNonNull(parsed.get(file))));
    Map<String, Object> after = foreignIn(now);
    SortedSet<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
    return changed;
  }

  private static Map<String, Object> foreignIn(List<PropertySource<?>> sources) {
    Map<String, Object> values = new HashMap<>();
    for (PropertySource<?> source : sources) {
      if (source instanceof EnumerablePropertySource<?> known) {
        for (String key : known.getPropertyNames()) {
          if (FOREIGN.matcher(key).matches()) {
            values.putIfAbsent(key, String.valueOf(known.getProperty(key)));
          }
        }
      }
    }
    return values;
  }
}
