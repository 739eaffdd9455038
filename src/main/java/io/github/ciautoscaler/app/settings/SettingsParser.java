package io.github.ciautoscaler.app.settings;

import static io.github.ciautoscaler.app.settings.Variable.*;

import io.github.ciautoscaler.app.settings.Settings.Forge;
import io.github.ciautoscaler.app.settings.Settings.Hetzner;
import io.github.ciautoscaler.app.settings.Settings.Limits;
import io.github.ciautoscaler.app.settings.Settings.LogFormat;
import io.github.ciautoscaler.app.settings.Settings.LogLevel;
import io.github.ciautoscaler.app.settings.Settings.Logging;
import io.github.ciautoscaler.app.settings.Settings.Machines;
import io.github.ciautoscaler.app.settings.Settings.Ownership;
import io.github.ciautoscaler.app.settings.Settings.Runners;
import io.github.ciautoscaler.app.settings.Settings.Sandbox;
import io.github.ciautoscaler.fleet.Placement;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.metrics.PushTarget;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks texts and turns them into {@link Settings}. Pure. */
final class SettingsParser {

  private static final Duration HOUR = Duration.ofHours(1);

  /** A teardown takes five passes, which must fit well into an hour. */
  private static final Pattern SIMULATED_FORGE =
      Pattern.compile("gitea-(1(?=\\.2[5-9]\\b)|[2-9]\\d)((?:\\.\\d{1,3}){0,2})");

  /** What is older than 30 s removes no machine. */
  private static final Duration SLOWEST_FORGE = Duration.ofSeconds(25);

  private static final Duration SLOWEST_POLL = Duration.ofMinutes(5);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What Hetzner and Kubernetes take as the value of a label. */
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  private final RawSettings raw;
  private final Values values;

  private SettingsParser(RawSettings raw, Values values) {
    this.raw = raw;
    this.values = values;
  }

  /**
   * @param settings to be used only where there are no problems
   */
  record Parsed(Settings settings, List<Problem> problems, List<String> warnings) {}

  /**
   * @param given where the texts came from
   * @param unreadable variables whose file is a problem already
   */
  static Parsed parse(RawSettings raw, Map<Variable, Given> given, Set<Variable> unreadable) {
    SettingsParser parser = new SettingsParser(raw, new Values(given, unreadable));
    Settings settings = parser.settings();
    return new Parsed(settings, parser.values.problems, parser.values.warnings);
  }

  private Settings settings() {
    return new Settings(
        forge(),
        hetzner(),
        machines(),
        runners(),
        limits(),
        ownership(),
        pushTarget(),
        logging(),
        sandbox());
  }

  private Forge forge() {
    URI given = values.url(GITEA_API_URL, raw.giteaApiUrl());
    URI url = URI.create(given.toString().replaceFirst("/+api/v1$", ""));
    return new Forge(url, values.token(GITEA_ADMIN_TOKEN, raw.giteaAdminToken()), forgeTimeout());
  }

  private Duration forgeTimeout() {
    Duration timeout = values.duration(GITEA_TIMEOUT_SECS, raw.giteaTimeoutSecs(), SECOND);
    if (timeout.compareTo(SECOND) < 0 || timeout.compareTo(SLOWEST_FORGE) > 0) {
      values.odd(
          GITEA_TIMEOUT_SECS,
          "is taken as 1 at least and 25 at most: older answers are not trusted");
      return timeout.isZero() ? SECOND : SLOWEST_FORGE;
    }
    return timeout;
  }

  private Hetzner hetzner() {
    URI endpoint = values.url(HCLOUD_ENDPOINT, raw.hcloudEndpoint());
    if ("http".equalsIgnoreCase(endpoint.getScheme()) && !isLoopback(endpoint)) {
      values.odd(HCLOUD_ENDPOINT, "is not https: the token crosses the network in clear");
    }
    boolean ipv4 = values.flag(HCLOUD_PUBLIC_IPV4, raw.hcloudPublicIpv4());
    boolean ipv6 = values.flag(HCLOUD_PUBLIC_IPV6, raw.hcloudPublicIpv6());
    List<String> networks = values.names(HCLOUD_NETWORK, raw.hcloudNetwork());
    if (!ipv4 && !ipv6 && networks.isEmpty()) {
      values.problem(
          HCLOUD_PUBLIC_IPV6,
          "and " + values.spelled(HCLOUD_PUBLIC_IPV4) + " are both off and there is no network",
          "Set HCLOUD_NETWORK, or leave one kind of public address on; Hetzner makes no server"
              + " without any address.");
    }
    return new Hetzner(
        endpoint,
        values.token(HETZNER_API_TOKEN, raw.hetznerApiToken()),
        networks,
        values.names(HCLOUD_SSH_KEY, raw.hcloudSshKey()),
        values.names(HCLOUD_FIREWALL, raw.hcloudFirewall()),
        ipv4,
        ipv6);
  }

  private Machines machines() {
    List<String> types = orDefault(HETZNER_SERVER_TYPE, raw.hetznerServerType());
    List<String> locations = orDefault(HETZNER_LOCATION, raw.hetznerLocation());
    List<Placement> placements =
        types.stream()
            .flatMap(type -> locations.stream().map(location -> new Placement(type, location)))
            .distinct()
            .toList();
    String agentArgs = values.text(raw.k3sAgentArgs());
    Secret userData = values.userData(HCLOUD_CLOUD_INIT, raw.hcloudCloudInit());
    if (userData == null) {
      values.agentArgs(K3S_AGENT_ARGS, agentArgs);
    } else if (!agentArgs.equals(K3S_AGENT_ARGS.defaultValue())) {
      values.odd(K3S_AGENT_ARGS, "has no effect: HCLOUD_CLOUD_INIT replaces the whole user-data");
    }
    return new Machines(
        placements,
        image(),
        values.joinToken(CLUSTER_SECRET, raw.clusterSecret()),
        k3sUrl(),
        agentArgs,
        values.flag(BLOCK_METADATA, raw.blockMetadata()),
        userData);
  }

  private String image() {
    values.words(HETZNER_IMAGE, raw.hetznerImage());
    return values.text(raw.hetznerImage()).strip();
  }

  private @Nullable URI k3sUrl() {
    if (raw.k3sUrl() == null) {
      return null;
    }
    URI url = values.url(K3S_URL, raw.k3sUrl());
    if (raw.k3sUrl().strip().toLowerCase(Locale.ROOT).startsWith("http:")) {
      values.problem(
          K3S_URL,
          "is not https; the K3s agent refuses that",
          "Write https://<an address that new machines reach>:6443, or unset it.");
    }
    return url;
  }

  /** A list of nothing but commas counts as not set. */
  private List<String> orDefault(Variable variable, @Nullable String text) {
    List<String> elements = values.words(variable, text);
    if (!elements.isEmpty()) {
      return elements;
    }
    values.odd(variable, "names nothing; " + variable.defaultValue() + " is used");
    return values.list(variable.defaultValue());
  }

  private Runners runners() {
    Duration window =
        values.duration(RUNNER_FETCH_WINDOW_SECS, raw.runnerFetchWindowSecs(), SECOND);
    if (window.isZero()) {
      values.odd(
          RUNNER_FETCH_WINDOW_SECS,
          "is 0: a job that a runner takes while it is disabled may be lost with its machine");
    }
    Set<String> labels =
        values.list(raw.runnerLabels()).stream()
            .map(label -> label.replaceFirst(":.*", ""))
            .collect(Collectors.toUnmodifiableSet());
    return new Runners(
        values.text(raw.runnerNamespace()).strip(),
        values.text(raw.runnerPodSelector()).strip(),
        window,
        labels.isEmpty() ? null : labels);
  }

  private Limits limits() {
    int maxNodes = values.count(MAX_NODES, raw.maxNodes());
    if (maxNodes == 0) {
      values.odd(MAX_NODES, "is 0: nothing is bought, whatever waits");
    }
    return new Limits(
        maxNodes,
        pollInterval(),
        values.duration(IDLE_TIMEOUT_MINS, raw.idleTimeoutMins(), MINUTE),
        billingWindow(),
        provisioningTimeout(),
        values.duration(PLACEMENT_COOLDOWN_SECS, raw.placementCooldownSecs(), SECOND),
        values.flag(COUNT_UNLABELLED_JOBS, raw.countUnlabelledJobs()));
  }

  private Duration pollInterval() {
    Duration interval = values.duration(POLL_INTERVAL_SECS, raw.pollIntervalSecs(), SECOND);
    if (interval.isZero()) {
      values.odd(POLL_INTERVAL_SECS, "is 0, which is taken as 1");
      return SECOND;
    }
    if (interval.compareTo(SLOWEST_POLL) > 0) {
      values.odd(
          POLL_INTERVAL_SECS,
          "is above 300, which it is taken as: a slower loop gives no machine back in time");
      return SLOWEST_POLL;
    }
    return interval;
  }

  private Duration billingWindow() {
    Duration window = values.duration(BILLING_WINDOW_MINS, raw.billingWindowMins(), MINUTE);
    if (window.isZero()) {
      values.odd(BILLING_WINDOW_MINS, "is 0: no machine is ever given back");
    } else if (window.compareTo(HOUR) >= 0) {
      values.odd(
          BILLING_WINDOW_MINS,
          "is an hour or more: idle machines go at any time, not at the end of their paid hour");
    }
    return window;
  }

  private Duration provisioningTimeout() {
    Duration timeout =
        values.duration(PROVISIONING_TIMEOUT_SECS, raw.provisioningTimeoutSecs(), SECOND);
    if (timeout.compareTo(MINUTE) < 0) {
      values.odd(
          PROVISIONING_TIMEOUT_SECS,
          "is below a minute: most machines take longer to boot, and are paid for and given up");
    }
    return timeout;
  }

  private Ownership ownership() {
    String id = values.optional(raw.installationId());
    if (id != null && !LABEL_VALUE.matcher(id).matches()) {
      values.problem(
          INSTALLATION_ID,
          "is " + INSTALLATION_ID.shown(id) + ", which cannot be the value of a label",
          "Use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends.");
    }
    return new Ownership(
        id,
        values.flag(ADOPT_UNOWNED, raw.adoptUnowned()),
        raw.adminToken() == null ? null : values.token(ADMIN_TOKEN, raw.adminToken()),
        values.flag(DRY_RUN, raw.dryRun()));
  }

  /** The seed starts with any text here, so a wrong one costs no more than the metrics. */
  private @Nullable PushTarget pushTarget() {
    String url = values.optional(raw.pushgatewayUrl());
    if (url == null) {
      return null;
    }
    try {
      return PushTarget.parse(url);
    } catch (IllegalArgumentException e) {
      values.odd(PUSHGATEWAY_URL, "is wrong, so nothing is pushed: " + e.getMessage());
      return null;
    }
  }

  private Logging logging() {
    LogFormat format = values.choice(LOG_FORMAT, raw.logFormat(), LogFormat.AUTO);
    if (raw.logLevel() != null) {
      return new Logging(format, values.choice(LOG_LEVEL, raw.logLevel(), LogLevel.INFO));
    }
    String seeds = values.text(raw.rustLog());
    if (!seeds.isEmpty() && RustLog.level(seeds).isEmpty()) {
      values.odd(RUST_LOG, "names no level that we understand; info is used");
    }
    return new Logging(format, RustLog.level(seeds).orElse(LogLevel.INFO));
  }

  private Sandbox sandbox() {
    URI clock = raw.clockUrl() == null ? null : values.url(AUTOSCALER_CLOCK_URL, raw.clockUrl());
    if (clock != null && !isLoopback(clock)) {
      values.problem(
          AUTOSCALER_CLOCK_URL,
          "is not on loopback",
          "Unset it. It is for a sandbox on this machine, as in http://127.0.0.1:8081/...");
    }
    return new Sandbox(
        values.flag(SANDBOX_AUTOSCALER, raw.sandboxAutoscaler()),
        values.factor(SANDBOX_SPEED, raw.sandboxSpeed()),
        values.anyNumber(SANDBOX_SEED, raw.sandboxSeed()),
        sandboxForge(),
        clock);
  }

  private String sandboxForge() {
    Matcher named = SIMULATED_FORGE.matcher(values.text(raw.sandboxForge()));
    if (!named.matches()) {
      values.problem(
          SANDBOX_FORGE,
          "is no forge that is simulated",
          "Use gitea- and a version from 1.25 on, as in gitea-1.26.3 or gitea-28.");
      return "1.26.3";
    }
    String rest = named.group(2);
    return named.group(1)
        + (rest.isEmpty() ? ".0.0" : rest.matches("\\.\\d+") ? rest + ".0" : rest);
  }

  private static boolean isLoopback(URI url) {
    String host = url.getHost();
    return host != null
        && (host.equalsIgnoreCase("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }
}
