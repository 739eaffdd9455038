package io.github.ciautoscaler.app.settings;

import static io.github.ciautoscaler.settings.CloudKeys.*;
import static io.github.ciautoscaler.settings.ForgeKeys.*;
import static io.github.ciautoscaler.settings.JoinKeys.*;
import static io.github.ciautoscaler.settings.OperateKeys.*;
import static io.github.ciautoscaler.settings.PoolKeys.POOLS;
import static io.github.ciautoscaler.settings.RunnerKeys.*;
import static io.github.ciautoscaler.settings.SandboxKeys.*;
import static io.github.ciautoscaler.settings.ScalingKeys.*;

import io.github.ciautoscaler.app.settings.Settings.Forge;
import io.github.ciautoscaler.app.settings.Settings.Hetzner;
import io.github.ciautoscaler.app.settings.Settings.Limits;
import io.github.ciautoscaler.app.settings.Settings.Logging;
import io.github.ciautoscaler.app.settings.Settings.Ownership;
import io.github.ciautoscaler.app.settings.Settings.Runners;
import io.github.ciautoscaler.app.settings.Settings.Sandbox;
import io.github.ciautoscaler.app.settings.Settings.Tokens;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.OwnBootstrap;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.metrics.PushTarget;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.settings.ForgeType;
import io.github.ciautoscaler.settings.LogLevel;
import io.github.ciautoscaler.settings.Selectors;
import io.github.ciautoscaler.settings.Values;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Settings} of single values, and checks what only a look at several of them, or
 * another room's knowledge, shows. Pure.
 */
record SettingsReader(Values values) {

  Settings settings() {
    Forge forge = forge();
    Hetzner hetzner = hetzner();
    Machines machines = machines();
    Runners runners = runners();
    Limits limits = limits();
    List<Values> written = values.list(POOLS);
    List<Pool> pools =
        new PoolReader(values, machines, hetzner.access(), runners, limits).pools(written);
    askForTheClusterSecret(machines, pools);
    return new Settings(
        forge,
        hetzner,
        machines,
        pools,
        PoolPlaces.of(values, written),
        runners,
        limits,
        ownership(),
        pushTarget(),
        logging(),
        sandbox());
  }

  private Forge forge() {
    URI url = values.get(GITEA_API_URL);
    ForgeType type = values.get(FORGE_TYPE);
    return new Forge(
        url,
        new AccessReader(values).read(type),
        type,
        values.get(GITEA_TIMEOUT_SECS),
        new Settings.Hook(
            values.find(WEBHOOK_SECRET).orElse(List.of()),
            values.get(POLL_INTERVAL_WITH_HOOK_SECS)));
  }

  private Hetzner hetzner() {
    return new Hetzner(values.get(HCLOUD_ENDPOINT), values.get(HETZNER_API_TOKEN), access());
  }

  private ServerAccess access() {
    ServerAccess access =
        new ServerAccess(
            values.get(HCLOUD_NETWORK),
            values.get(HCLOUD_FIREWALL),
            values.get(HCLOUD_SSH_KEY),
            values.get(HCLOUD_PUBLIC_IPV4),
            values.get(HCLOUD_PUBLIC_IPV6));
    if (!access.hasAnyAddress()) {
      values.problem(
          HCLOUD_PUBLIC_IPV6,
          "and " + values.spelled(HCLOUD_PUBLIC_IPV4) + " are both off and there is no network",
          "Set HCLOUD_NETWORK, or leave one kind of public address on; Hetzner makes no server"
              + " without any address.");
    }
    return access;
  }

  private Machines machines() {
    String agentArgs = values.get(K3S_AGENT_ARGS);
    Machines.Join join =
        new JoinReader(values, BOOTSTRAP, HCLOUD_CLOUD_INIT, new Machines.Join.K3s()).read();
    if (join instanceof Machines.Join.K3s) {
      new BootReader(values).checkAgentArgs(K3S_AGENT_ARGS, agentArgs);
    } else if (!agentArgs.equals(K3S_AGENT_ARGS.defaultValue())) {
      String why =
          join instanceof Machines.Join.Kubeadm || join instanceof Machines.Join.Rke2
              ? "no K3s agent runs; see a pool's agent-args"
              : "HCLOUD_CLOUD_INIT replaces the whole user-data";
      values.odd(K3S_AGENT_ARGS, "has no effect: " + why);
    }
    return new Machines(
        offerings(),
        image(),
        new Machines.Joining(
            values.find(CLUSTER_SECRET).orElse(null),
            values.find(K3S_URL).orElse(null),
            agentArgs,
            values.get(BLOCK_METADATA)),
        join);
  }

  private Image image() {
    String image = values.get(HETZNER_IMAGE);
    return Selectors.isSelector(image) ? new Image.Newest(image) : new Image.Named(image);
  }

  /** Where machines join with nothing of ours, nobody has to know it. */
  private void askForTheClusterSecret(Machines machines, List<Pool> pools) {
    if (machines.joining().clusterSecret() == null
        && pools.stream().anyMatch(pool -> joinsBySecret(pool.template().bootstrap()))) {
      values.get(CLUSTER_SECRET);
    }
  }

  private static boolean joinsBySecret(MachineBootstrap bootstrap) {
    return bootstrap instanceof K3sBootstrap
        || bootstrap instanceof Rke2Bootstrap
        || bootstrap instanceof OwnBootstrap;
  }

  private List<Offering> offerings() {
    return Offering.each(values.get(HETZNER_SERVER_TYPE), values.get(HETZNER_LOCATION));
  }

  private Runners runners() {
    Set<String> labels = Set.copyOf(values.get(RUNNER_LABELS));
    return new Runners(
        values.get(RUNNER_NAMESPACE),
        values.get(RUNNER_POD_SELECTOR),
        values.get(RUNNER_FETCH_WINDOW_SECS),
        labels.isEmpty() ? null : labels);
  }

  private Limits limits() {
    return new Limits(
        caps(),
        values.get(POLL_INTERVAL_SECS),
        new Pool.Times(
            values.get(IDLE_TIMEOUT_MINS),
            values.get(BILLING_WINDOW_MINS),
            values.get(PROVISIONING_TIMEOUT_SECS),
            values.get(SCALE_UP_PATIENCE)),
        values.get(PLACEMENT_COOLDOWN_SECS),
        values.get(COUNT_UNLABELLED_JOBS));
  }

  private PlanSettings.Caps caps() {
    return new PlanSettings.Caps(
        values.get(MAX_NODES),
        values.find(MAX_JOBS).orElse(null),
        new PlanSettings.Spend(
            values.find(SPEND_PER_HOUR).orElse(null), values.find(SPEND_PER_DAY).orElse(null)));
  }

  private Ownership ownership() {
    return new Ownership(
        values.find(INSTALLATION_ID).orElse(null),
        values.get(ADOPT_UNOWNED),
        tokens(),
        values.get(DRY_RUN));
  }

  private Tokens tokens() {
    List<Secret> operators =
        Stream.concat(
                values.find(ADMIN_TOKEN).stream(),
                values.find(OPERATOR_TOKENS).stream().flatMap(List::stream))
            .toList();
    List<Secret> viewers = values.find(VIEWER_TOKENS).orElse(List.of());
    boolean forReads = values.get(READS_NEED_TOKEN);
    if (forReads && operators.isEmpty() && viewers.isEmpty()) {
      values.problem(
          READS_NEED_TOKEN,
          "is true, and there is no token, so nobody could read",
          "Set VIEWER_TOKENS, OPERATOR_TOKENS or ADMIN_TOKEN, or leave it out.");
    }
    return new Tokens(operators, viewers, forReads);
  }

  private @Nullable PushTarget pushTarget() {
    String url = values.find(PUSHGATEWAY_URL).orElse(null);
    try {
      return url == null ? null : PushTarget.parse(url);
    } catch (IllegalArgumentException e) {
      values.odd(PUSHGATEWAY_URL, "is wrong, so nothing is pushed: " + e.getMessage());
      return null;
    }
  }

  private Logging logging() {
    LogLevel level = values.find(LOG_LEVEL).or(() -> values.find(RUST_LOG)).orElse(LogLevel.INFO);
    return new Logging(values.get(LOG_FORMAT), level);
  }

  private Sandbox sandbox() {
    return new Sandbox(
        values.get(SANDBOX_AUTOSCALER),
        values.get(SANDBOX_SPEED),
        new Sandbox.Shown(
            values.get(SANDBOX_SCENARIO), values.get(SANDBOX_SEED), values.get(SANDBOX_FORGE)),
        values.find(AUTOSCALER_CLOCK_URL).orElse(null));
  }
}
