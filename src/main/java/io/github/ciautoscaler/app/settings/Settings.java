package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.metrics.PushTarget;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.settings.ForgeType;
import io.github.ciautoscaler.settings.LogFormat;
import io.github.ciautoscaler.settings.LogLevel;
import io.github.ciautoscaler.settings.SandboxScenario;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, checked. What each value means is said where its setting is declared, in
 * the settings room.
 *
 * @param machines what the environment says of them; each pool may say otherwise
 * @param pools at least one, each with a name of its own
 * @param places of each pool, in the same order
 * @param pushTarget the Pushgateway; null where nothing is pushed
 */
public record Settings(
    Forge forge,
    Hetzner hetzner,
    Machines machines,
    List<Pool> pools,
    List<PoolPlaces> places,
    Runners runners,
    Limits limits,
    Ownership ownership,
    @Nullable PushTarget pushTarget,
    Logging logging,
    Sandbox sandbox) {

  public Settings {
    pools = List.copyOf(pools);
    places = List.copyOf(places);
  }

  /**
   * @param url without a slash or {@code /api/v1} at its end
   * @param timeout for a whole answer
   */
  public record Forge(URI url, Access access, ForgeType type, Duration timeout, Hook hook) {

    /** What opens what has no token of its own. */
    public Secret token() {
      return access.token;
    }

    /** Of these scopes. */
    public List<ForgeScope> scopes() {
      return access.scopes;
    }
  }

  /**
   * What of the forge is looked at, and what opens it.
   *
   * @param scopes at least one
   * @param token of the scopes that have none of their own; empty where all have
   */
  public record Access(List<ForgeScope> scopes, Secret token, Map<ForgeScope, Secret> tokens) {
    public Access {
      scopes = List.copyOf(scopes);
      tokens = Map.copyOf(tokens);
    }

    public Secret tokenOf(ForgeScope scope) {
      return tokens.getOrDefault(scope, token);
    }
  }

  /**
   * The forge's webhook.
   *
   * @param secrets each may sign; the first is given to the forge. Empty: none is taken
   * @param pollInterval while deliveries announce each job
   */
  public record Hook(List<Secret> secrets, Duration pollInterval) {
    public Hook {
      secrets = List.copyOf(secrets);
    }

    /** Null where no webhook is set up. */
    @Nullable Duration slowPoll() {
      return secrets.isEmpty() ? null : pollInterval;
    }
  }

  /**
   * @param endpoint without a slash at its end
   */
  public record Hetzner(URI endpoint, Secret token, ServerAccess access) {}

  /**
   * @param labels what our runners offer; null where the owner does not say
   */
  public record Runners(
      String namespace, String podSelector, Duration fetchWindow, @Nullable Set<String> labels) {}

  /**
   * @param pollInterval at least a second
   */
  public record Limits(
      PlanSettings.Caps caps,
      Duration pollInterval,
      Pool.Times times,
      Duration placementCoolDown,
      boolean countUnlabelledJobs) {

    public int maxNodes() {
      return caps.machines();
    }
  }

  /**
   * @param installationId marks our servers; null where it is derived from the cluster
   */
  public record Ownership(
      @Nullable String installationId, boolean adoptUnowned, Tokens tokens, boolean dryRun) {}

  /**
   * What the API asks for.
   *
   * @param operators may write and read; empty where the API takes no writes
   * @param viewers may read
   * @param forReads whether reads need one, too
   */
  public record Tokens(List<Secret> operators, List<Secret> viewers, boolean forReads) {}

  /** How the log is written. */
  public record Logging(LogFormat format, LogLevel level) {}

  /**
   * @param autoscaler whether the autoscaler runs beside the world
   * @param speed how many times faster than real time
   * @param shown what its world is like
   * @param clockUrl the world's clock for a second process; null: the system's
   */
  public record Sandbox(boolean autoscaler, double speed, Shown shown, @Nullable URI clockUrl) {

    /**
     * @param seed picks its jobs
     * @param forgeVersion what its forge says it is
     */
    public record Shown(SandboxScenario scenario, long seed, String forgeVersion) {}
  }

  /** All labels that runners of some pool offer, as far as the owner says so. */
  public Set<String> labels() {
    Set<String> all = new HashSet<>();
    for (Pool pool : pools) {
      all.addAll(pool.labels() == null ? Set.of(Pool.USUAL_LABEL) : pool.labels());
    }
    return all;
  }

  public PlanSettings planSettings() {
    return new PlanSettings(
        pools,
        limits.caps,
        limits.times,
        new PlanSettings.Pace(
            limits.pollInterval,
            limits.placementCoolDown,
            runners.fetchWindow,
            forge.hook.slowPoll()),
        new PlanSettings.AsTheOriginal(limits.countUnlabelledJobs, ownership.adoptUnowned));
  }

  /** The longest from one pass to the next. */
  public Duration longestInterval() {
    Duration slow = forge.hook.slowPoll();
    Duration poll = limits.pollInterval;
    return slow == null || slow.compareTo(poll) < 0 ? poll : slow;
  }

  public FleetSettings fleetSettings() {
    return planSettings().fleetSettings();
  }
}
