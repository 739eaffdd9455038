package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Machines join with the owner's Talos machine config, which holds its own credential.
 *
 * @param subnets of which a Node's address is to be; empty: as the config says
 */
public record TalosBootstrap(TalosConfig config, NodeMarks marks, List<String> subnets)
    implements MachineBootstrap {

  public TalosBootstrap {
    subnets = List.copyOf(subnets);
  }

  @Override
  public Credential credential(ClusterInfo cluster) {
    return Credential.NONE;
  }

  @Override
  public Boot boot(JoiningMachine machine, @Nullable Secret token) {
    Optional<String> skew = skew(machine.cluster());
    if (skew.isPresent()) {
      return new Boot.Refused(skew.get());
    }
    try {
      return new Boot.With(
          config.of(machine.name(), marks.labelsIn(machine.pool()), marks.taints(), subnets));
    } catch (UserData.UserDataTooLarge tooLarge) {
      return new Boot.Refused(String.valueOf(tooLarge.getMessage()));
    }
  }

  private Optional<String> skew(@Nullable ClusterInfo cluster) {
    return cluster == null
        ? Optional.empty()
        : config
            .kubelet()
            .flatMap(kubelet -> kubelet.whyNoKubeletOf(new KubeVersion(cluster.version())))
            .map(why -> why + "; mend the tag of the kubelet's image in the machine config");
  }

  @Override
  public List<Warning> warnings(
      @Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
    return skew(cluster)
        .map(why -> new Warning("VERSION_SKEW", "No machine is launched: " + why + "."))
        .stream()
        .toList();
  }

  @Override
  public String ifItDoesNotJoin() {
    return "Hetzner's console of the machine and talosctl dmesg say why. Usual causes: the image is no"
        + " snapshot of Talos; the endpoint of the machine config cannot be reached from it; tokens"
        + " and CAs of the machine config are those of another cluster.";
  }
}
