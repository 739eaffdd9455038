package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** What a pass depends on, made of the settings in use when it begins. */
public final class PassSettings implements Supplier<ReconcileSettings> {

  private final String process = UUID.randomUUID().toString();
  private final Supplier<Settings> settings;
  private final String installation;
  private final String identity;
  private final Duration observeLimit;

  /**
   * @param settings asked at every pass
   * @param installation of this process; a change holds from the next start
   */
  public PassSettings(
      Supplier<Settings> settings, String installation, String identity, Duration observeLimit) {
    this.settings = settings;
    this.installation = installation;
    this.identity = identity;
    this.observeLimit = observeLimit;
  }

  @Override
  public ReconcileSettings get() {
    Settings now = settings.get();
    return new ReconcileSettings(
        now.planSettings(),
        now.fleetSettings(),
        new ReconcileSettings.Identity(installation, process, identity),
        now.ownership().dryRun(),
        observeLimit(now));
  }

  /** A pass that is not soon followed by another waits for all that a slow forge may take. */
  private Duration observeLimit(Settings now) {
    Duration poll = now.limits().pollInterval();
    Duration slowest = now.forge().timeout().plusSeconds(1);
    Duration mayWait = poll.compareTo(slowest) < 0 ? poll : slowest;
    return mayWait.compareTo(observeLimit) > 0 ? mayWait : observeLimit;
  }
}
