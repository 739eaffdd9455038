package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Machines, whose image has kubeadm and a container runtime, join as workers of a kubeadm cluster.
 *
 * @param clusterSecret used where no token may be made for each machine; null where none is given
 * @param controlPlaneUrl null: found from the control-plane nodes
 * @param kubeletArgs the owner's, {@code --name=value ...}
 */
public record KubeadmBootstrap(
    @Nullable Secret clusterSecret,
    @Nullable String controlPlaneUrl,
    String kubeletArgs,
    NodeMarks marks,
    Setup setup)
    implements MachineBootstrap {

  /** The first minor version whose kubeadm knows v1beta4. */
  private static final int FIRST_MINOR = 31;

  /** Of the kubelet: whether it refuses to start beside swap, as it does by default. */
  static final String SWAP = "fail-swap-on";

  private static final Pattern TOKEN = Pattern.compile("[a-z0-9]{6}\\.[a-z0-9]{16}");

  private static final Set<String> OURS =
      Set.of(
          "bootstrap-kubeconfig",
          "config",
          "hostname-override",
          "kubeconfig",
          "node-ip",
          "node-labels",
          "register-node",
          "register-with-taints");

  /** Each is a predicate, "what: mend". */
  public static List<String> errorsInArguments(String kubeletArgs) {
    return OptionWords.of(kubeletArgs, OURS).errors();
  }

  /** Whether its kubelets would not start beside the swap that their machines have. */
  public boolean refusesSwap() {
    return setup.additions().hasSwap()
        && kubeletArguments().options().stream()
            .anyMatch(option -> option.name().equals(SWAP) && !option.value().equals("false"));
  }

  OptionWords kubeletArguments() {
    return OptionWords.of(kubeletArgs, OURS);
  }

  @Override
  public Credential credential(ClusterInfo cluster) {
    if (whyNot(cluster) != null) {
      return Credential.NONE; // its order is refused
    }
    return cluster.granted().contains(Permission.JOIN_TOKENS)
        ? Credential.OWN_TOKEN
        : Credential.SHARED_SECRET;
  }

  @Override
  public Boot boot(JoiningMachine machine, @Nullable Secret token) {
    ClusterInfo cluster = machine.cluster();
    Choices choices = new Choices(servers(machine), setup.subnets());
    if (cluster == null || choices.servers().isEmpty()) {
      return new Boot.NotYet(
          "no control-plane node with an InternalIP is known; set K3S_URL to say where machines"
              + " join");
    }
    String whyNot = whyNot(cluster);
    if (whyNot != null) {
      return new Boot.Refused(whyNot);
    }
    Secret own =
        token == null || machine.tokenId() == null
            ? clusterSecret
            : JoinToken.bootstrap(null, machine.tokenId(), token);
    if (own == null) {
      return new Boot.NotYet("no token could be made for it");
    }
    try {
      return new Boot.With(
          new KubeadmUserData(machine, own, choices, cluster.caKeyHashes(), this).render());
    } catch (UserData.UserDataTooLarge tooLarge) {
      return new Boot.Refused(String.valueOf(tooLarge.getMessage()));
    }
  }

  private List<String> servers(JoiningMachine machine) {
    if (controlPlaneUrl != null) {
      String address = controlPlaneUrl.replaceFirst("^https://", "").replaceFirst("/.*", "");
      return List.of(address.matches(".*:\\d+") ? address : address + ":6443");
    }
    return machine.controlPlanes().stream().map(address -> address + ":6443").toList();
  }

  /** Null where nothing is against it. */
  private @Nullable String whyNot(ClusterInfo cluster) {
    KubeVersion version = new KubeVersion(cluster.version());
    if (cluster.version().contains("k3s") || cluster.version().contains("rke2")) {
      return "the cluster's version is "
          + cluster.version()
          + ", which kubeadm cannot join; write bootstrap: "
          + (cluster.version().contains("k3s") ? "k3s" : "rke2");
    }
    if (version.minor().orElse(FIRST_MINOR) < FIRST_MINOR) {
      return "the cluster's version is "
          + cluster.version()
          + ", whose kubeadm knows no v1beta4 yet; upgrade it to v1.31 or later";
    }
    if (cluster.caKeyHashes().isEmpty()) {
      return "the cluster's CA is not known, so that a machine could not tell whom it joins; give"
          + " us a client configuration with its CA";
    }
    if (cluster.denied().containsKey(Permission.JOIN_TOKENS) && !hasToken()) {
      return "no token may be made for a machine, and CLUSTER_SECRET is no token of kubeadm; grant"
          + " the right to create and delete Secrets in kube-system";
    }
    return null;
  }

  private boolean hasToken() {
    return clusterSecret != null && TOKEN.matcher(clusterSecret.reveal()).matches();
  }

  @Override
  public List<Warning> warnings(
      @Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
    List<Warning> warnings = new ArrayList<>();
    String whyNot = cluster == null ? null : whyNot(cluster);
    if (whyNot != null) {
      warnings.add(new Warning("WRONG_CLUSTER", "No machine is launched: " + whyNot + "."));
    }
    return warnings;
  }

  @Override
  public String ifItDoesNotJoin() {
    return "On the machine /var/log/cloud-init-output.log and journalctl -u kubelet say why. Usual causes:"
        + " its image lacks kubeadm, the kubelet or a container runtime, or it cannot reach the API"
        + " server (K3S_URL, network, firewall).";
  }
}
