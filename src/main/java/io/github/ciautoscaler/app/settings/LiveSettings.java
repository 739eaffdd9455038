package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.FileLook;
import io.github.ciautoscaler.settings.KeyPath;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The settings in use now: files of one value, and files of settings such as the pools', are read
 * again when they change. A file that became unreadable or wrong, or whose value holds from the
 * next start, changes nothing, and is said once.
 */
public final class LiveSettings implements Supplier<Settings> {

  private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

  /** How old an answer may be before the files are looked at again. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final ConfigReload configFiles;
  private final List<Consumer<Settings>> followers = new CopyOnWriteArrayList<>();
  private Tree given;
  private Loaded loaded;
  private Instant lookedAt;
  private Set<String> complaints = Set.of();
  private volatile Settings settings;

  private LiveSettings(Tree given, Loaded loaded, ConfigReload configFiles, InstantSource clock) {
    this.given = given;
    this.loaded = loaded;
    this.settings = loaded.orThrow();
    this.configFiles = configFiles;
    this.clock = clock;
    this.lookedAt = clock.instant();
  }

  /**
   * @param clock by which files change
   * @throws SettingsException with every problem at once
   */
  public static LiveSettings in(ConfigurableEnvironment environment, InstantSource clock) {
    Tree given = SpringSource.tree(environment);
    boolean sandbox = SettingsLoader.isSandbox(environment);
    Instant now = clock.instant();
    ConfigReload files = new ConfigReload(new ConfigFiles(environment, now), sandbox, now);
    return new LiveSettings(given, SettingsLoader.interpret(given, sandbox), files, clock);
  }

  /** Never throws, and costs a file read every few seconds at most. */
  @Override
  public synchronized Settings get() {
    if ((configFiles.follows() || hasFiles())
        && !clock.instant().isBefore(lookedAt.plus(LOOK_EVERY))) {
      refresh();
    }
    return settings;
  }

  /** Tells it of the settings after each change. */
  public void onChange(Consumer<Settings> follower) {
    followers.add(follower);
  }

  /**
   * Reads the files now, for example after a 401.
   *
   * @return whether something changed
   */
  public synchronized boolean refresh() {
    lookedAt = clock.instant();
    boolean valuesChanged = refreshValues();
    boolean filesChanged = configFiles.next(given, lookedAt).map(this::adopt).orElse(false);
    boolean changed = valuesChanged || filesChanged;
    if (changed) {
      followers.forEach(follower -> follower.accept(settings));
    }
    return changed;
  }

  /** How it stands with the files of settings; never looks at them. */
  public ConfigStatus configStatus() {
    return configFiles.status();
  }

  private boolean refreshValues() {
    FileLook look = FileLook.at(given);
    List<String> complaining = new ArrayList<>(look.troubles());
    boolean changed = false;
    // One by one: a wrong number must not keep a new token from being used.
    for (Map.Entry<KeyPath, Setting<?>> one : look.changed(given).entrySet()) {
      KeyPath place = one.getKey();
      Tree next = look.adopt(place, given);
      Loaded result = SettingsLoader.interpret(next, loaded.sandbox());
      if (!result.problems().isEmpty()) {
        complaining.addAll(wrong(result));
      } else if (one.getValue().needsRestart()) {
        complaining.addAll(later(look.shown(place)));
      } else {
        adopt(next, result, look.shown(place));
        changed = true;
      }
    }
    complain(complaining);
    return changed;
  }

  /** Whether something else holds from now on. */
  private boolean adopt(ConfigReload.Next next) {
    List<String> shown = new ArrayList<>(next.changes());
    Settings now = next.loaded().settings();
    shown.addAll(PoolChanges.between(settings.pools(), now.pools()));
    boolean changed = !now.equals(settings) || !shown.isEmpty();
    adopt(next.tree(), next.loaded(), shown);
    return changed;
  }

  private void adopt(Tree next, Loaded result, List<String> shown) {
    if (!shown.isEmpty()) {
      log.info("A setting changed: {}.", String.join(", ", shown));
    }
    result.warnings().stream()
        .filter(warning -> !loaded.warnings().contains(warning))
        .forEach(warning -> log.warn("{}.", warning));
    given = next;
    loaded = result;
    settings = result.settings();
  }

  private static List<String> wrong(Loaded result) {
    return result.problems().stream()
        .map(problem ->
            problem.described() + ". " + problem.mend() + " What was read last stays in use.")
        .toList();
  }

  private static List<String> later(List<String> changes) {
    return changes.stream()
        .map(shown ->
            shown + ", which holds from the next start; until then the former value stays in use.")
        .toList();
  }

  private void complain(List<String> now) {
    now.stream().filter(one -> !complaints.contains(one)).forEach(log::warn);
    complaints = Set.copyOf(now);
  }

  public SecretSource hetznerToken() {
    return new SecretSource(this, now -> now.hetzner().token());
  }

  /** What opens this part of the forge. */
  public SecretSource forgeToken(ForgeScope scope) {
    return new SecretSource(this, now -> now.forge().access().tokenOf(scope));
  }

  /** What the API asks for now. */
  public Settings.Tokens tokens() {
    return get().ownership().tokens();
  }

  /** Each may sign a delivery of the webhook; empty where none is taken. */
  public List<Secret> webhookSecrets() {
    return get().forge().hook().secrets();
  }

  private boolean hasFiles() {
    return given.values().stream().anyMatch(value -> value.origin().file() != null);
  }
}
