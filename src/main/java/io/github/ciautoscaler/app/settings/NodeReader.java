package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Machines.Join;
import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.Registries;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.NodeKeys;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the kubelet and the container runtime of a pool's machines are told. */
record NodeReader(Values values) {

  /** Hetzner's number of the server, which cloud-init leaves there. */
  private static final String ASKED = "$(cat /var/lib/cloud/data/instance-id)";

  /** Arguments that come before the owner's, each with a blank before it. */
  String arguments(Join join) {
    List<String> kubelet = new ArrayList<>();
    values.find(NodeKeys.MAX_PODS).ifPresent(most -> kubelet.add("max-pods=" + most));
    if (values.get(NodeKeys.CLOUD_CONTROLLER)) {
      kubelet.add("cloud-provider=external");
      kubelet.add("provider-id=hcloud://" + (join instanceof Join.K3s ? ASKED : "@instance-id@"));
    }
    StringBuilder arguments = new StringBuilder();
    for (String one : kubelet) {
      arguments
          .append(join instanceof Join.Kubeadm ? " \"--" : " \"--kubelet-arg=")
          .append(one)
          .append('"');
    }
    return arguments.toString();
  }

  /** Its registries.yaml, if it has one. */
  Optional<Additions.File> registries(Join join) {
    String text = values.find(NodeKeys.REGISTRIES).orElse("");
    if (text.isBlank()) {
      return Optional.empty();
    }
    if (join instanceof Join.Kubeadm) {
      values.problem(
          NodeKeys.REGISTRIES,
          "would come to nothing: only K3s and RKE2 read registries.yaml",
          "Write files below /etc/containerd/certs.d instead.");
    }
    Registries.Findings found = Registries.check(text);
    new BootReader(values).problems(NodeKeys.REGISTRIES, found.errors());
    found.warnings().forEach(warning -> values.odd(NodeKeys.REGISTRIES, warning));
    String owner = join instanceof Join.Rke2 ? "rke2" : "k3s";
    String path = "/etc/rancher/" + owner + "/registries.yaml";
    return Optional.of(new Additions.File(path, "0600", new Secret(text)));
  }

  /** Where nothing of it would reach a machine. */
  void refuse(String why, String mend) {
    for (Setting<?> setting :
        List.of(NodeKeys.MAX_PODS, NodeKeys.CLOUD_CONTROLLER, NodeKeys.REGISTRIES)) {
      if (values.find(setting).isPresent() && !isOff(setting)) {
        values.problem(setting, "would come to nothing: " + why, mend);
      }
    }
  }

  private boolean isOff(Setting<?> setting) {
    return setting == NodeKeys.CLOUD_CONTROLLER && !values.get(NodeKeys.CLOUD_CONTROLLER);
  }
}
