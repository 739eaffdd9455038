package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.bootstrap.AgentArgs;
import io.github.ciautoscaler.bootstrap.JoinToken;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.JoinRecipe;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a pass depends on, made of the settings in use when it begins. */
public final class PassSettings implements Supplier<ReconcileSettings> {

  private static final Logger log = LoggerFactory.getLogger(PassSettings.class);

  private final String process = UUID.randomUUID().toString();
  private final Supplier<Settings> settings;
  private final Supplier<Secret> clusterSecret;
  private final String installation;
  private final String identity;
  private final Duration observeLimit;
  private List<String> warned = List.of();

  /**
   * @param settings asked at every pass
   * @param installation of this process; a change holds from the next start
   */
  public PassSettings(
      Supplier<Settings> settings,
      Supplier<Secret> clusterSecret,
      String installation,
      String identity,
      Duration observeLimit) {
    this.settings = settings;
    this.clusterSecret = clusterSecret;
    this.installation = installation;
    this.identity = identity;
    this.observeLimit = observeLimit;
  }

  @Override
  public synchronized ReconcileSettings get() {
    Settings now = settings.get();
    warn(now.machines());
    return new ReconcileSettings(
        now.planSettings(),
        now.fleetSettings(),
        join(now.machines()),
        installation,
        process,
        identity,
        now.ownership().dryRun(),
        observeLimit);
  }

  private JoinRecipe join(Settings.Machines now) {
    URI url = now.k3sUrl();
    return new JoinRecipe(
        url == null ? null : url.toString(),
        clusterSecret,
        now.k3sAgentArgs(),
        now.blockMetadata(),
        now.userData());
  }

  private void warn(Settings.Machines now) {
    List<String> odd = new ArrayList<>();
    if (now.userData() == null) {
      AgentArgs.check(now.k3sAgentArgs()).warnings().stream()
          .map(warning -> "K3S_AGENT_ARGS " + warning + ".")
          .forEach(odd::add);
    }
    JoinToken.warning(now.clusterSecret()).ifPresent(odd::add);
    odd.stream().filter(one -> !warned.contains(one)).forEach(log::warn);
    warned = odd;
  }
}
