package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Patience;
import io.github.ciautoscaler.fleet.Pool.LaunchRate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One pool of machines, in YAML: {@code autoscaler.pools[0]}. What a pool leaves out it takes from
 * the setting of the same meaning.
 */
public final class PoolKeys {

  /** It becomes a label's value at Hetzner and on Nodes, and a metric's label. */
  private static final Pattern NAME_FORM = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][-\\w.]*/(\\*|[-\\w.]+)");

  private static final int MOST_USES = 1_000;

  /** {@code !} takes what it names out. */
  private static final Pattern SUBNET =
      Pattern.compile(
          "!?((\\d{1,3}\\.){3}\\d{1,3}/([12]?\\d|3[0-2])|[0-9a-fA-F:]*:[0-9a-fA-F:]*/\\d{1,3})");

  public static final Setting<String> NAME =
      Setting.field(
              "name",
              Texts.WORD.then(PoolKeys::named),
              "What it is called: at most 40 small letters, digits and `-`. A renamed pool is a new"
                  + " one; machines of the old one take no new work and go.")
          .required();

  public static final Setting<List<String>> LABELS =
      Setting.field(
          "labels",
          Texts.LIST.then((labels, remarks) -> RunnerKeys.bare(labels)),
          "The labels that its runners offer. Without it: RUNNER_LABELS, else what its registered"
              + " runners show.");

  public static final Setting<Long> PRIORITY =
      Setting.field(
              "priority",
              Numbers.ANY,
              "Of pools that fit a job equally well the one with the highest number comes first,"
                  + " then the one whose slots cost least, then the first in the file.")
          .byDefault("0");

  public static final Setting<List<String>> REPOSITORIES =
      Setting.field(
          "repositories",
          Texts.LIST.then(PoolKeys::repositories),
          "Whose jobs it serves, `owner/name` or `owner/*` each, in capitals or not. Without it:"
              + " all jobs that its labels fit. Register its runners for these alone: the forge"
              + " does not read this list.");

  public static final Setting<Integer> SLOTS =
      Setting.field(
              "slots",
              Numbers.COUNT.then(PoolKeys::atLeastOne),
              "How many jobs one of its machines runs at once: the `capacity` of its runner, or as"
                  + " many runners as stand on it.")
          .byDefault("1");

  public static final Setting<Integer> MAX_USES =
      Setting.field(
              "max-uses",
              Numbers.COUNT.then(PoolKeys::fewUses),
              "A machine goes after so many jobs, its paid hour over or not; 1: a fresh machine for"
                  + " each job, 0: no limit. At most 1000.")
          .byDefault("0");

  public static final Setting<Integer> MIN =
      Setting.field(
              "min",
              Numbers.COUNT,
              "So many machines of it are held, whether jobs need them or not.")
          .byDefault("0");

  public static final Setting<ForgeScope> SCOPE =
      Setting.field(
          "scope",
          Scopes.ONE,
          "One part of the forge that its jobs come from, as in FORGE_SCOPES: `org:NAME`,"
              + " `user:NAME` or `repo:OWNER/NAME`. Register its runners there. Without it: all"
              + " that FORGE_SCOPES names.");

  public static final Setting<Integer> MAX =
      Setting.field(
          "max",
          Numbers.COUNT,
          "The most machines of it at any time. MAX_NODES holds over all pools. Without it:"
              + " MAX_NODES.");

  public static final Setting<LaunchRate> LAUNCH_RATE =
      Setting.field(
          "launch-rate",
          Numbers.LAUNCH_RATE,
          "How many machines may be launched within what time, as in `4/5m`; `s`, `m` and `h` are"
              + " understood. Without it: as many as jobs ask for.");

  public static final Setting<Duration> IDLE_TIMEOUT_MINS =
      Setting.field(
          "idle-timeout-mins",
          Numbers.MINUTES,
          "As IDLE_TIMEOUT_MINS, for this pool. Without it: that.");

  public static final Setting<Duration> BILLING_WINDOW_MINS =
      Setting.field(
          "billing-window-mins",
          Numbers.MINUTES.then(ScalingKeys::withinTheHour),
          "As BILLING_WINDOW_MINS, for this pool. Without it: that.");

  public static final Setting<Duration> PROVISIONING_TIMEOUT_SECS =
      Setting.field(
          "provisioning-timeout-secs",
          Numbers.SECONDS.then(ScalingKeys::longEnoughToBoot),
          "As PROVISIONING_TIMEOUT_SECS, for this pool. Without it: that.");

  public static final Setting<Patience> SCALE_UP_PATIENCE =
      Setting.field(
          "scale-up-patience",
          Patiences.PATIENCE,
          "As SCALE_UP_PATIENCE, for this pool. Without it: that.");

  public static final Setting<Map<String, String>> NODE_LABELS =
      Setting.field(
          "node-labels",
          Pairs.LABELS.then(PoolKeys::notOurs),
          "Labels, `key=value`, that its Nodes join with beside those of K3S_AGENT_ARGS. Each of"
              + " our Nodes has `ci-autoscaler.io/pool` with its pool's name.");

  public static final Setting<List<String>> NODE_TAINTS =
      Setting.field(
          "node-taints", Texts.LIST, "Taints, `key=value:Effect`, that its Nodes join with.");

  public static final Setting<String> AGENT_ARGS =
      Setting.field(
          "agent-args",
          Texts.SHELL,
          "What is appended to `k3s agent`. Without it: K3S_AGENT_ARGS. With kubeadm: arguments of"
              + " the kubelet, with RKE2 of its agent, each `--name=value`; without it none.");

  public static final Setting<JoinMethod> BOOTSTRAP =
      Setting.field(
          "bootstrap",
          Texts.choice(JoinMethod.K3S),
          "How its machines join: `k3s`, `rke2`, `kubeadm`, `talos` with the machine config that"
              + " `cloud-init` holds, or `template` with the text that it holds. Without it:"
              + " `talos` where its own `cloud-init` is a Talos machine config, else as"
              + " BOOTSTRAP.");

  public static final Setting<List<String>> NODE_SUBNETS =
      Setting.field(
          "node-subnets",
          Texts.LIST.then(PoolKeys::subnets),
          "Subnets, as `10.0.1.0/24`, of which its Nodes take their addresses: `validSubnets` of"
              + " Talos, `node-ip` with K3s, RKE2 and kubeadm, one address of each family. Without"
              + " it: as the machine config says, or as the kubelet finds it.");

  public static final Setting<String> CLOUD_INIT =
      Setting.field(
          "cloud-init",
          Texts.ENCODED,
          "The user-data that replaces the generated one, or the machine config for Talos: base64,"
              + " or as it is. `cloud-init-file` names a file with it. Without it:"
              + " HCLOUD_CLOUD_INIT, where its machines join as those of the environment.");

  public static final Setting<String> VOLUMES =
      Setting.field(
          "volumes",
          Texts.TEXT.then(PoolKeys::noVolumes),
          "Refused: a volume outlives its server, and is paid for.");

  private static final List<Setting<?>> ALL =
      Stream.of(
              List.<Setting<?>>of(
                  NAME,
                  LABELS,
                  PRIORITY,
                  REPOSITORIES,
                  SCOPE,
                  SLOTS,
                  MAX_USES,
                  MIN,
                  MAX,
                  LAUNCH_RATE,
                  IDLE_TIMEOUT_MINS,
                  BILLING_WINDOW_MINS,
                  PROVISIONING_TIMEOUT_SECS,
                  SCALE_UP_PATIENCE),
              ServerKeys.ALL,
              List.<Setting<?>>of(
                  NODE_LABELS,
                  NODE_TAINTS,
                  AGENT_ARGS,
                  BOOTSTRAP,
                  NODE_SUBNETS,
                  CLOUD_INIT,
                  VOLUMES),
              PodKeys.ALL)
          .flatMap(List::stream)
          .toList();

  /** Each pool's values, in order; none where the environment alone describes the machines. */
  public static final ObjectList<Values> POOLS =
      new ObjectList<>(
          "pools",
          new Schema(
              Stream.of(ALL, NodeKeys.ALL, AdditionKeys.ALL)
                  .<Setting<?>>flatMap(List::stream)
                  .toList(),
              List.of(CapacityKeys.ENTRIES, AdditionKeys.FILES)),
          Function.identity());

  private PoolKeys() {}

  private static String named(String name, Remarks remarks) {
    if (!NAME_FORM.matcher(name).matches()) {
      remarks.wrong(
          "is " + remarks.shown(name) + ", which is no name of a pool",
          "Write at most 40 small letters, digits and -, as in name: arm64.");
    }
    return name;
  }

  private static List<String> subnets(List<String> subnets, Remarks remarks) {
    subnets.stream()
        .filter(subnet -> !SUBNET.matcher(subnet).matches())
        .findFirst()
        .ifPresent(subnet ->
            remarks.wrong(
                "has " + remarks.shown(subnet) + ", which is no subnet",
                "Write an address and a length, as in 10.0.1.0/24."));
    return subnets;
  }

  private static Integer atLeastOne(Integer slots, Remarks remarks) {
    if (slots == 0) {
      remarks.wrong("is 0: its machines could run nothing", "Write 1 or more.");
      return 1;
    }
    return slots;
  }

  private static List<String> repositories(List<String> patterns, Remarks remarks) {
    patterns.stream()
        .filter(pattern -> !REPOSITORY.matcher(pattern).matches())
        .findFirst()
        .ifPresent(pattern ->
            remarks.wrong(
                "has " + remarks.shown(pattern) + ", which names no repository",
                "Write owner/name, or owner/* for all of an owner's."));
    return patterns;
  }

  /** They are recorded on the Node one by one. */
  private static Integer fewUses(Integer uses, Remarks remarks) {
    if (uses > MOST_USES) {
      remarks.wrong(
          "is " + uses + ", and uses are counted up to " + MOST_USES,
          "Write at most " + MOST_USES + ", or 0 for no limit.");
    }
    return uses;
  }

  static Map<String, String> notOurs(Map<String, String> labels, Remarks remarks) {
    labels.keySet().stream()
        .filter(key -> key.startsWith("ci-autoscaler.io/") || key.equals(Labels.MANAGED_BY))
        .findFirst()
        .ifPresent(key ->
            remarks.wrong("has " + key + ", by which we know our machines", "Choose another key."));
    return labels;
  }

  private static String noVolumes(String text, Remarks remarks) {
    remarks.wrong(
        "is given, and no machine gets a volume: it would outlive its server and cost on",
        "Take a server type with the disk that jobs need, or keep caches in object storage.");
    return text;
  }
}
