package io.github.ciautoscaler.bootstrap;

import static io.github.ciautoscaler.bootstrap.ShellWords.quoted;

import io.github.ciautoscaler.bootstrap.ShellWords.NoWords;
import io.github.ciautoscaler.bootstrap.ShellWords.Word;
import io.github.ciautoscaler.fleet.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders the cloud-config that makes a new server an agent of a K3s cluster. The scripts are
 * fixed; what differs between servers stands in two small files beside them.
 */
public final class K3sUserData {

  private static final String JOIN = CloudConfig.resource("join-k3s.sh");

  private K3sUserData() {}

  /**
   * The whole user-data.
   *
   * @throws UserData.UserDataTooLarge when it exceeds {@link UserData#MAX_BYTES}
   * @throws IllegalArgumentException when no shell could read the owner's arguments
   */
  public static Secret render(K3sJoin join) {
    // A drop-in: a snapshot's own config.yaml stays as it is. Not the environment, which the
    // installer would copy into a unit file and show to every process.
    CloudConfig cloudConfig =
        new CloudConfig(join.setup().additions())
            .add("/etc/rancher/k3s/config.yaml.d/90-ci-autoscaler.yaml", "0600", config(join))
            .add("/etc/ci-autoscaler/agent.sh", "0600", agent(join))
            .add(Choices.PATH, "0600", Choices.FUNCTIONS)
            .joinBy(JOIN);
    if (join.setup().blockMetadata()) {
      cloudConfig.blockMetadataBefore("k3s-agent.service");
    }
    return cloudConfig.render();
  }

  private static String config(K3sJoin join) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put(
        "server",
        join.controlPlaneUrl() == null
            ? "https://" + join.choices().server()
            : join.controlPlaneUrl());
    config.put("token", join.token().reveal());
    config.put("node-name", join.serverName());
    if (!join.setup().subnets().isEmpty()) {
      // Without the interface flannel would take the one of the default route.
      config.put("node-ip", Choices.NODE_IP);
      config.put("flannel-iface", Choices.INTERFACE);
    }
    return CloudConfig.quotedYaml(config);
  }

  /** Shell text to be sourced: sets the version, the fallback and the agent's arguments. */
  private static String agent(K3sJoin join) {
    StringBuilder arguments = new StringBuilder("set -- agent");
    new TreeMap<>(join.nodeLabels())
        .forEach((key, value) ->
            arguments.append(' ').append(quoted("--node-label=" + key + "=" + value)));
    // The owner's come last, so that they win. Word by word, so that none can end the line.
    ownersWords(join.agentArgs()).forEach(word -> arguments.append(' ').append(word.shell()));
    String tag = URLEncoder.encode(join.version(), StandardCharsets.UTF_8);
    String fallback = "https://raw.githubusercontent.com/k3s-io/k3s/" + tag + "/install.sh";
    return "export INSTALL_K3S_VERSION="
        + quoted(join.version())
        + "\nfallback_installer="
        + quoted(fallback)
        + "\n"
        + join.choices().variables()
        + arguments
        + "\n";
  }

  private static List<Word> ownersWords(String agentArgs) {
    try {
      return ShellWords.of(agentArgs);
    } catch (NoWords e) {
      throw new IllegalArgumentException("K3S_AGENT_ARGS " + e.getMessage());
    }
  }
}
