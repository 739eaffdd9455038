package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings as they are now: what was given by file is read again when the file changes. A file
 * that became unreadable or wrong changes nothing, and is said once.
 */
public final class LiveSettings implements Supplier<Settings> {

  private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

  /** How old an answer may be before the files are looked at again. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final boolean sandbox;
  private GivenValues given;
  private Instant lookedAt;
  private String complaint = "";
  private volatile Settings settings;

  LiveSettings(GivenValues given, Loaded loaded, InstantSource clock) {
    this.given = given;
    this.settings = loaded.orThrow();
    this.sandbox = loaded.sandbox();
    this.clock = clock;
    this.lookedAt = clock.instant();
  }

  /** Never throws, and costs a file read every few seconds at most. */
  @Override
  public synchronized Settings get() {
    if (hasFiles() && !clock.instant().isBefore(lookedAt.plus(LOOK_EVERY))) {
      refresh();
    }
    return settings;
  }

  /**
   * Reads the files now, for example after a 401.
   *
   * @return whether something changed
   */
  public synchronized boolean refresh() {
    lookedAt = clock.instant();
    try {
      GivenValues fresh = reread();
      if (fresh.equals(given)) {
        complain("");
        return false;
      }
      Loaded loaded = SettingsLoader.interpret(fresh, sandbox);
      complain(String.join("; ", loaded.problems().stream().map(Problem::described).toList()));
      if (!loaded.problems().isEmpty()) {
        return false;
      }
      log.info("Settings were read again: {}", String.join(", ", changes(fresh)));
      given = fresh;
      settings = loaded.settings();
      return true;
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return false;
    }
  }

  public SecretSource hetznerToken() {
    return new SecretSource(this, now -> now.hetzner().token());
  }

  public SecretSource forgeToken() {
    return new SecretSource(this, now -> now.forge().token());
  }

  public SecretSource clusterSecret() {
    return new SecretSource(this, now -> now.machines().clusterSecret());
  }

  /** Empty where the API takes no writes. */
  public Optional<Secret> adminToken() {
    return Optional.ofNullable(get().ownership().adminToken());
  }

  private boolean hasFiles() {
    return given.values().stream().anyMatch(value -> value.file() != null);
  }

  private GivenValues reread() throws IOException {
    List<Given> values = new ArrayList<>();
    for (Given value : given.values()) {
      values.add(reread(value));
    }
    return new GivenValues(values, given.problems(), given.unreadable());
  }

  private static Given reread(Given value) throws IOException {
    if (value.file() == null) {
      return value;
    }
    try {
      return value.withValue(ValueFile.read(value.file()));
    } catch (IOException e) {
      throw new IOException(value.name() + " names " + value.file() + ", but " + e.getMessage(), e);
    }
  }

  private List<String> changes(GivenValues fresh) {
    return fresh.values().stream()
        .filter(value -> !given.values().contains(value))
        .map(Given::name)
        .toList();
  }

  private void complain(String what) {
    if (!what.equals(complaint) && !what.isEmpty()) {
      log.warn("What was read last stays in use: {}", what);
    }
    complaint = what;
  }
}
