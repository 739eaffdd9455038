package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.fleet.Secret;
import java.util.function.Function;
import java.util.function.Supplier;

/** One secret as it is now. Never throws at use. */
public final class SecretSource implements Supplier<Secret> {

  private final LiveSettings settings;
  private final Function<Settings, Secret> which;

  SecretSource(LiveSettings settings, Function<Settings, Secret> which) {
    this.settings = settings;
    this.which = which;
  }

  /** At most a few seconds behind its file. */
  public Secret current() {
    return which.apply(settings.get());
  }

  @Override
  public Secret get() {
    return current();
  }

  /**
   * Reads the files now: for a caller that was just refused (401).
   *
   * @return whether this secret changed, so that another try may succeed
   */
  public boolean reload() {
    Secret before = which.apply(settings.get());
    settings.refresh();
    return !before.equals(which.apply(settings.get()));
  }
}
