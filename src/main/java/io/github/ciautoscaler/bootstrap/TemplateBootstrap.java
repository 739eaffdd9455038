package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.bootstrap.OwnUserData.Checked;
import io.github.ciautoscaler.bootstrap.OwnUserData.Usable;
import io.github.ciautoscaler.bootstrap.OwnUserData.Useless;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Machines join as the owner's text says, in which {@code {{name}}} and the like are filled in for
 * each. Other braces, such as those of Jinja with a dot in them, stay as they are.
 *
 * @param clusterSecret stands for the token where none may be made; null where none is given
 * @param controlPlaneUrl null: found from the control-plane nodes
 */
public record TemplateBootstrap(
    Secret text, @Nullable Secret clusterSecret, @Nullable String controlPlaneUrl, NodeMarks marks)
    implements MachineBootstrap {

  /** What may stand between the braces. */
  public static final List<String> PLACEHOLDERS =
      List.of(
          "ca-hash",
          "ca-key-hash",
          "labels",
          "name",
          "pool",
          "server",
          "taints",
          "token",
          "version");

  private static final String MEND = "make it smaller";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *([A-Za-z][\\w-]*) *}}");

  /** In the cluster that a text is tried with. */
  private static final ClusterInfo SOME =
      new ClusterInfo(
          "v1.34.2+k3s1",
          "ab".repeat(32),
          List.of("ab".repeat(32)),
          Set.of(Permission.values()),
          Map.of());

  /** Those that nobody knows, in their order. */
  public static List<String> unknownIn(Secret text) {
    return names(text).filter(name -> !PLACEHOLDERS.contains(name)).distinct().toList();
  }

  private static java.util.stream.Stream<String> names(Secret text) {
    return PLACEHOLDER.matcher(text.reveal()).results().map(found -> found.group(1));
  }

  /** What a machine would be sent, judged as any user-data; of texts of an unknown kind, all. */
  public Checked tried(String pool) {
    JoiningMachine some =
        new JoiningMachine("ci-runner-0a1b2c3d", pool, SOME, List.of("10.0.0.2"), "abcdef");
    String filled = filled(some, SOME, new Secret("0123456789abcdef"));
    try {
      UserDataFormat format = UserDataFormat.of(filled);
      List<String> warnings =
          format == UserDataFormat.UNKNOWN
              ? List.of("is of no kind that we know: it goes to the machine as it is")
              : format.check(filled);
      return new Usable(OwnUserData.packedIfNeeded(filled, MEND), warnings);
    } catch (UnusableUserData e) {
      return new Useless(e.what(), e.mend());
    } catch (UserData.UserDataTooLarge e) {
      return new Useless("cannot be used: " + e.getMessage(), "Let it fetch what is large.");
    }
  }

  private boolean uses(String name) {
    return names(text).anyMatch(name::equals);
  }

  @Override
  public Credential credential(ClusterInfo cluster) {
    if (!uses("token")) {
      return Credential.NONE;
    }
    return cluster.granted().contains(Permission.JOIN_TOKENS)
        ? Credential.OWN_TOKEN
        : Credential.SHARED_SECRET;
  }

  @Override
  public Boot boot(JoiningMachine machine, @Nullable Secret token) {
    ClusterInfo cluster = machine.cluster();
    if (cluster == null
        && List.of("ca-hash", "ca-key-hash", "token", "version").stream().anyMatch(this::uses)) {
      return new Boot.NotYet("the cluster is not known yet");
    }
    if (uses("server") && controlPlaneUrl == null && machine.controlPlanes().isEmpty()) {
      return new Boot.NotYet(
          "no control-plane node with an InternalIP is known; set K3S_URL to say where machines"
              + " join");
    }
    if (uses("token") && token == null && clusterSecret == null) {
      return new Boot.Refused(
          "no token may be made for a machine, and there is no CLUSTER_SECRET for {{token}}");
    }
    try {
      return new Boot.With(
          OwnUserData.packedIfNeeded(
              filled(machine, cluster == null ? SOME : cluster, token), MEND));
    } catch (UserData.UserDataTooLarge tooLarge) {
      return new Boot.Refused(String.valueOf(tooLarge.getMessage()));
    }
  }

  private String filled(JoiningMachine machine, ClusterInfo cluster, @Nullable Secret token) {
    Map<String, String> values = new TreeMap<>();
    values.put("name", machine.name());
    values.put("pool", machine.pool());
    values.put("version", cluster.version());
    values.put("ca-hash", Objects.requireNonNullElse(cluster.caHash(), ""));
    values.put("ca-key-hash", String.join(",", cluster.caKeyHashes()));
    values.put("server", server(machine));
    values.put("token", token(machine, token));
    values.put(
        "labels",
        marks.labelsIn(machine.pool()).entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(",")));
    values.put(
        "taints", marks.taints().stream().map(NodeMarks::text).collect(Collectors.joining(",")));
    return PLACEHOLDER
        .matcher(text.reveal())
        .replaceAll(found -> Matcher.quoteReplacement(valueOf(found, values)));
  }

  private static String valueOf(MatchResult found, Map<String, String> values) {
    return values.getOrDefault(found.group(1), found.group());
  }

  private String server(JoiningMachine machine) {
    if (controlPlaneUrl != null) {
      return controlPlaneUrl;
    }
    return machine.controlPlanes().isEmpty()
        ? "" // which is asked for before
        : "https://" + machine.controlPlanes().getFirst() + ":6443";
  }

  private String token(JoiningMachine machine, @Nullable Secret token) {
    if (token != null && machine.tokenId() != null) {
      return JoinToken.bootstrap(null, machine.tokenId(), token).reveal();
    }
    return clusterSecret == null ? "" : clusterSecret.reveal();
  }

  @Override
  public List<Warning> warnings(
      @Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
    return List.of();
  }

  @Override
  public String ifItDoesNotJoin() {
    return "It boots with the pool's template: where cloud-init reads that,"
        + " /var/log/cloud-init-output.log on the machine says what became of it. Its Node must be"
        + " called {{name}}.";
  }
}
