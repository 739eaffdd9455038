package io.github.ciautoscaler.app.settings;

import static io.github.ciautoscaler.app.settings.Variable.Kind.CHOICE;
import static io.github.ciautoscaler.app.settings.Variable.Kind.ENCODED;
import static io.github.ciautoscaler.app.settings.Variable.Kind.FLAG;
import static io.github.ciautoscaler.app.settings.Variable.Kind.LIST;
import static io.github.ciautoscaler.app.settings.Variable.Kind.NUMBER;
import static io.github.ciautoscaler.app.settings.Variable.Kind.SECRET;
import static io.github.ciautoscaler.app.settings.Variable.Kind.SHELL;
import static io.github.ciautoscaler.app.settings.Variable.Kind.TEXT;
import static io.github.ciautoscaler.app.settings.Variable.Kind.URL;
import static io.github.ciautoscaler.app.settings.Variable.Since.OURS;
import static io.github.ciautoscaler.app.settings.Variable.Since.SEED;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured. This one table drives reading, checking, the start log and
 * docs/configuration.md.
 */
public enum Variable {
  HETZNER_API_TOKEN(
      SECRET,
      SEED,
      null,
      true,
      "Hetzner Cloud API token of the project, read and write.",
      "HCLOUD_TOKEN"),
  GITEA_ADMIN_TOKEN(
      SECRET,
      SEED,
      null,
      true,
      "Gitea or Forgejo access token of an administrator; it may read jobs, and read and change"
          + " runners."),
  GITEA_TIMEOUT_SECS(NUMBER, OURS, "15", false, "Seconds that Gitea may take to answer: 1 to 25."),
  CLUSTER_SECRET(
      SECRET,
      SEED,
      null,
      true,
      "The K3s token that a new machine joins with, where no short-lived one can be made."),
  GITEA_API_URL(
      URL,
      SEED,
      null,
      true,
      "Where Gitea or Forgejo is, sub-path included; a `/` or `/api/v1` at its end does no harm."),
  PUSHGATEWAY_URL(
      URL,
      SEED,
      null,
      false,
      "The Prometheus Pushgateway that the metrics are pushed to after every pass. Without it"
          + " nothing is pushed; `/actuator/prometheus` can always be scraped."),
  RUNNER_NAMESPACE(
      TEXT, SEED, "gitea-runners", false, "The namespace in which the runner pods live."),
  MAX_NODES(NUMBER, SEED, "5", false, "The most machines at any time. 0: nothing is bought."),
  POLL_INTERVAL_SECS(
      NUMBER,
      SEED,
      "5",
      false,
      "Seconds from one pass to the next. 0 is taken as 1, more than 300 as 300."),
  IDLE_TIMEOUT_MINS(
      NUMBER,
      SEED,
      "5",
      false,
      "Minutes that a machine must have been idle before it goes; cut short where it would roll"
          + " into another paid hour."),
  BILLING_WINDOW_MINS(
      NUMBER,
      SEED,
      "5",
      false,
      "An idle machine goes only in the last so many minutes of its paid hour. 60 and more: at any"
          + " time. 0: never."),
  PROVISIONING_TIMEOUT_SECS(
      NUMBER,
      SEED,
      "600",
      false,
      "Seconds that a new machine may take until it serves jobs, before it is given up."),
  HETZNER_SERVER_TYPE(
      LIST,
      SEED,
      "ccx33",
      false,
      "Server types, names or ids, in order of preference. Every location is tried for the first"
          + " type, then for the next."),
  HETZNER_LOCATION(LIST, SEED, "nbg1", false, "Locations, names or ids, in order of preference."),
  PLACEMENT_COOLDOWN_SECS(
      NUMBER,
      SEED,
      "300",
      false,
      "Seconds that a type at a location is skipped after Hetzner had none."),
  HETZNER_IMAGE(
      TEXT,
      SEED,
      "ubuntu-24.04",
      false,
      "The image, name or id, that machines boot.",
      "HCLOUD_IMAGE"),
  K3S_AGENT_ARGS(
      SHELL,
      SEED,
      "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner",
      false,
      "What is appended to `k3s agent`. Replaces the default whole. Shell text: quotes and `$(...)`"
          + " are expanded on the new machine, nothing is expanded here. Lines separate words, `#`"
          + " comments out the rest of its line. With what no machine could join, the start"
          + " fails."),
  RUST_LOG(
      TEXT,
      SEED,
      null,
      false,
      "Understood where LOG_LEVEL is not set: the level of `gitea_ci_autoscaler`, else the bare"
          + " one."),

  HCLOUD_ENDPOINT(
      URL, OURS, "https://api.hetzner.cloud/v1", false, "Where the Hetzner Cloud API is."),
  HCLOUD_NETWORK(
      LIST,
      OURS,
      null,
      false,
      "Networks, names or ids, that every machine is attached to; usually one."),
  HCLOUD_SSH_KEY(
      LIST,
      OURS,
      null,
      false,
      "SSH keys, names or ids, that may log in. Without it: all keys of the project."),
  HCLOUD_FIREWALL(
      LIST, OURS, null, false, "Firewalls, names or ids, that are applied to every machine."),
  HCLOUD_PUBLIC_IPV4(
      FLAG,
      OURS,
      "true",
      false,
      "Whether machines get a public IPv4 address, which Hetzner charges for. Without it they need"
          + " a NAT gateway to fetch K3s, as GitHub has no IPv6."),
  HCLOUD_PUBLIC_IPV6(FLAG, OURS, "true", false, "Whether machines get a public IPv6 address."),
  HCLOUD_CLOUD_INIT(
      ENCODED,
      OURS,
      null,
      false,
      "Base64 of the user-data that replaces the generated one: what cloud-init reads, also"
          + " gzipped, or a Talos or Ignition config. Hetzner takes at most 32 KiB. What no machine"
          + " can use stops the start."),
  K3S_URL(
      URL,
      OURS,
      null,
      false,
      "Where new machines find the API server. Without it: the first InternalIP of the first"
          + " control-plane node, port 6443."),
  RUNNER_LABELS(
      LIST,
      OURS,
      null,
      false,
      "The labels that our runners offer. Without it: what registered runners show, else `linux`."),
  RUNNER_POD_SELECTOR(
      TEXT, OURS, "app=gitea-actions-runner", false, "Label selector of the runner pods."),
  RUNNER_FETCH_WINDOW_SECS(
      NUMBER,
      OURS,
      "10",
      false,
      "Seconds for which a runner that was just disabled may still take a job that it had asked"
          + " for."),
  COUNT_UNLABELLED_JOBS(
      FLAG, OURS, "false", false, "Whether queued jobs without labels ask for a machine."),
  BLOCK_METADATA(
      FLAG,
      OURS,
      "true",
      false,
      "Whether Hetzner's metadata service is closed to what runs on a machine. hcloud-csi needs it"
          + " open."),
  INSTALLATION_ID(
      TEXT,
      OURS,
      null,
      false,
      "Marks the servers that are ours. Without it: a hash of the cluster's CA certificate."),
  ADOPT_UNOWNED(
      FLAG,
      OURS,
      "false",
      false,
      "Whether servers with the seed's label alone are adopted even without a Node in this"
          + " cluster."),
  ADMIN_TOKEN(
      SECRET,
      OURS,
      null,
      false,
      "What `POST` and `DELETE` on the API must show as bearer token. Without it they answer 403;"
          + " in the sandbox they are open then."),
  DRY_RUN(FLAG, OURS, "false", false, "Decides and reports, and writes nothing anywhere."),
  LOG_FORMAT(
      CHOICE,
      OURS,
      "auto",
      false,
      "`text`, `json`, or `auto`: text on a terminal and in the sandbox, JSON otherwise."),
  LOG_LEVEL(
      CHOICE,
      OURS,
      null,
      false,
      "`trace`, `debug`, `info`, `warn`, `error` or `off`. Without it: what RUST_LOG says, else"
          + " `info`."),
  AUTOSCALER_CLOCK_URL(
      URL,
      OURS,
      null,
      false,
      "A sandbox's clock that this process lives by. Loopback only; never set it in production."),
  SANDBOX_AUTOSCALER(FLAG, OURS, "on", false, "`off` starts its world alone, for another process."),
  SANDBOX_SPEED(NUMBER, OURS, "60", false, "How many times faster than ours its time runs."),
  SANDBOX_SEED(NUMBER, OURS, "1", false, "Picks its jobs: the same seed, the same jobs."),
  SANDBOX_FORGE(TEXT, OURS, "gitea-1.26.3", false, "What its forge says it is, as `gitea-28`.");

  static final String PREFIX = "autoscaler.";

  /** How a value is written. */
  enum Kind {
    SECRET,
    /** Not a secret by name, but may hold some: never shown. */
    ENCODED,
    SHELL,
    TEXT,
    LIST,
    NUMBER,
    FLAG,
    URL,
    CHOICE
  }

  /** Whether the seed knows it too. */
  enum Since {
    SEED,
    OURS
  }

  /** What it means that a value is given, and empty. */
  enum Empty {
    REFUSED,
    UNSET,
    A_VALUE
  }

  private final Kind kind;
  private final Since since;
  private final @Nullable String defaultValue;
  private final boolean required;
  private final String doc;
  private final List<String> aliases;

  Variable(
      Kind kind,
      Since since,
      @Nullable String defaultValue,
      boolean required,
      String doc,
      String... aliases) {
    this.kind = kind;
    this.since = since;
    this.defaultValue = defaultValue;
    this.required = required;
    this.doc = doc;
    this.aliases = List.of(aliases);
  }

  Kind kind() {
    return kind;
  }

  Since since() {
    return since;
  }

  @Nullable String defaultValue() {
    return defaultValue;
  }

  /** Outside the sandbox. */
  boolean required() {
    return required;
  }

  /** Sentences for people, in Markdown. */
  String doc() {
    return doc;
  }

  /** Environment variables that mean the same; the first is our name for it. */
  List<String> names() {
    return Stream.concat(Stream.of(name()), aliases.stream()).toList();
  }

  /** Its key in YAML, system properties and on the command line. */
  String key() {
    return keyOf(name());
  }

  static String keyOf(String name) {
    String dashed = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return PREFIX + (dashed.startsWith("autoscaler-") ? dashed.substring(11) : dashed);
  }

  /** Only the sandbox reads it. */
  boolean isForTheSandbox() {
    return name().startsWith("SANDBOX_");
  }

  Empty empty() {
    if (required) {
      return Empty.REFUSED;
    }
    return switch (kind) {
      case SECRET -> Empty.REFUSED;
      case SHELL -> Empty.A_VALUE;
      case NUMBER -> since == SEED ? Empty.REFUSED : Empty.UNSET;
      case ENCODED, TEXT, LIST, FLAG, URL, CHOICE -> Empty.UNSET;
    };
  }

  /** The value as it may be shown to people. */
  String shown(String value) {
    return switch (kind) {
      case SECRET, ENCODED -> "***";
      case URL -> value.replaceFirst("//[^/@]*@", "//***@");
      case SHELL, TEXT, LIST, NUMBER, FLAG, CHOICE -> "'" + value + "'";
    };
  }
}
