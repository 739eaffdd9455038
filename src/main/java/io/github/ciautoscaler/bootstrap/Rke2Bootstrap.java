package io.github.ciautoscaler.bootstrap;

import static io.github.ciautoscaler.bootstrap.ShellWords.quoted;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Machines join as agents of an RKE2 cluster, in its version, by its agent token: RKE2 takes no
 * bootstrap token of Kubernetes.
 *
 * @param controlPlaneUrl null: found from the control-plane nodes
 * @param agentArgs the owner's, {@code --name=value ...}
 */
public record Rke2Bootstrap(
    Secret clusterSecret,
    @Nullable String controlPlaneUrl,
    String agentArgs,
    NodeMarks marks,
    Setup setup)
    implements MachineBootstrap {

  private static final String JOIN = CloudConfig.resource("join-rke2.sh");

  /** Where a server of RKE2 takes agents in; its API server is at 6443, as any. */
  private static final String PORT = ":9345";

  private static final Set<String> OURS =
      Set.of("config", "node-ip", "node-label", "node-name", "node-taint", "server", "token");

  /** Each is a predicate, "what: mend". */
  public static List<String> errorsInArguments(String agentArgs) {
    return OptionWords.of(agentArgs, OURS).errors();
  }

  @Override
  public Credential credential(ClusterInfo cluster) {
    return isRke2(cluster) ? Credential.SHARED_SECRET : Credential.NONE;
  }

  private static boolean isRke2(ClusterInfo cluster) {
    return cluster.version().contains("+rke2");
  }

  @Override
  public Boot boot(JoiningMachine machine, @Nullable Secret token) {
    ClusterInfo cluster = machine.cluster();
    Choices choices = new Choices(servers(machine), setup.subnets());
    if (cluster == null || choices.servers().isEmpty()) {
      return new Boot.NotYet(
          "no control-plane node with an InternalIP is known; set K3S_URL to say where agents"
              + " join");
    }
    if (!isRke2(cluster)) {
      return new Boot.Refused(whyNot(cluster));
    }
    try {
      return new Boot.With(render(machine, cluster.version(), choices));
    } catch (UserData.UserDataTooLarge tooLarge) {
      return new Boot.Refused(String.valueOf(tooLarge.getMessage()));
    }
  }

  private List<String> servers(JoiningMachine machine) {
    if (controlPlaneUrl == null) {
      return machine.controlPlanes().stream().map(address -> address + PORT).toList();
    }
    String url =
        controlPlaneUrl
            .replaceFirst("^https://", "")
            .replaceFirst("/+$", "")
            .replaceFirst(":6443$", PORT);
    return List.of(url.matches(".*:\\d+") ? url : url + PORT);
  }

  private static String whyNot(ClusterInfo cluster) {
    return "the cluster's version is "
        + cluster.version()
        + ", which is no RKE2 release; leave out bootstrap: rke2, or write how its machines join";
  }

  private Secret render(JoiningMachine machine, String version, Choices choices) {
    CloudConfig cloudConfig =
        new CloudConfig(setup.additions())
            .add(
                "/etc/rancher/rke2/config.yaml",
                "0600",
                CloudConfig.quotedYaml(config(machine, choices)))
            .add("/etc/ci-autoscaler/machine.sh", "0600", machineScript(version, choices))
            .add(Choices.PATH, "0600", Choices.FUNCTIONS)
            .joinBy(JOIN);
    if (setup.blockMetadata()) {
      cloudConfig.blockMetadataBefore("rke2-agent.service");
    }
    return cloudConfig.render();
  }

  private Map<String, Object> config(JoiningMachine machine, Choices choices) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("server", "https://" + choices.server());
    config.put("token", clusterSecret.reveal());
    config.put("node-name", machine.name());
    config.put(
        "node-label",
        marks.labelsIn(machine.pool()).entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .toList());
    config.put("node-taint", marks.taints().stream().map(NodeMarks::text).toList());
    if (!setup.subnets().isEmpty()) {
      config.put("node-ip", Choices.NODE_IP);
    }
    Map<String, List<String>> owners = new LinkedHashMap<>();
    OptionWords.of(agentArgs, OURS)
        .options()
        .forEach(option ->
            owners.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(option.value()));
    owners.forEach(
        (name, values) -> config.put(name, values.size() == 1 ? values.getFirst() : values));
    return config;
  }

  private String machineScript(String version, Choices choices) {
    String tag = URLEncoder.encode(version, StandardCharsets.UTF_8);
    return "export INSTALL_RKE2_VERSION="
        + quoted(version)
        + "\nfallback_installer="
        + quoted("https://raw.githubusercontent.com/rancher/rke2/" + tag + "/install.sh")
        + "\n"
        + choices.variables();
  }

  @Override
  public List<Warning> warnings(
      @Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
    List<Warning> warnings = new ArrayList<>();
    if (cluster != null && !isRke2(cluster)) {
      warnings.add(
          new Warning("WRONG_CLUSTER", "No machine is launched: " + whyNot(cluster) + "."));
    }
    if (!JoinToken.isOfAgents(clusterSecret)) {
      warnings.add(
          new Warning(
              "SERVER_TOKEN_GIVEN_AWAY",
              "CLUSTER_SECRET looks like an RKE2 server token, which gives full control of the"
                  + " cluster to whoever reads it on a CI machine: use the agent token, of"
                  + " /var/lib/rancher/rke2/server/agent-token on a server."));
    }
    return warnings;
  }

  @Override
  public String ifItDoesNotJoin() {
    return "On the machine /var/log/cloud-init-output.log and journalctl -u rke2-agent say why. Usual"
        + " causes: port 9345 of the servers is closed to it (K3S_URL, network, firewall), or"
        + " CLUSTER_SECRET is wrong.";
  }
}
