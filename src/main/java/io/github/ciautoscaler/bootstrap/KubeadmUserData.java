package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.bootstrap.OptionWords.Option;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders the cloud-config with which {@code kubeadm join} makes a new server a worker: a
 * JoinConfiguration v1beta4, in which the kubelet's arguments are a list.
 *
 * @param caKeyHashes of the cluster's CA, any of which is trusted
 */
record KubeadmUserData(
    JoiningMachine machine,
    Secret token,
    Choices choices,
    List<String> caKeyHashes,
    KubeadmBootstrap bootstrap) {

  private static final String JOIN = CloudConfig.resource("join-kubeadm.sh");

  Secret render() {
    CloudConfig cloudConfig =
        new CloudConfig(bootstrap.setup().additions())
            .add("/etc/ci-autoscaler/kubeadm-join.yaml", "0600", CloudConfig.quotedYaml(config()))
            .add("/etc/ci-autoscaler/machine.sh", "0600", choices.variables())
            .add(Choices.PATH, "0600", Choices.FUNCTIONS)
            .joinBy(JOIN);
    if (bootstrap.setup().blockMetadata()) {
      cloudConfig.blockMetadataBefore("kubelet.service");
    }
    return cloudConfig.render();
  }

  private Map<String, Object> config() {
    Map<String, Object> discovery = new LinkedHashMap<>();
    discovery.put("token", token.reveal());
    discovery.put("apiServerEndpoint", choices.server());
    discovery.put("caCertHashes", caKeyHashes.stream().map(hash -> "sha256:" + hash).toList());
    Map<String, Object> registration = new LinkedHashMap<>();
    registration.put("name", machine.name());
    registration.put("taints", bootstrap.marks().taints().stream().map(this::taint).toList());
    registration.put("kubeletExtraArgs", arguments());
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("apiVersion", "kubeadm.k8s.io/v1beta4");
    config.put("kind", "JoinConfiguration");
    config.put("discovery", Map.of("bootstrapToken", discovery));
    config.put("nodeRegistration", registration);
    return config;
  }

  private Map<String, String> taint(Taint taint) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("key", taint.key());
    map.put("value", taint.value() == null ? "" : taint.value());
    map.put("effect", taint.effect());
    return map;
  }

  private List<Map<String, String>> arguments() {
    List<Map<String, String>> arguments = new ArrayList<>();
    arguments.add(
        argument(
            "node-labels",
            bootstrap.marks().labelsIn(machine.pool()).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","))));
    if (!bootstrap.setup().subnets().isEmpty()) {
      arguments.add(argument("node-ip", Choices.NODE_IP));
    }
    List<Option> owners = bootstrap.kubeletArguments().options();
    if (bootstrap.setup().additions().hasSwap()
        && owners.stream().noneMatch(option -> option.name().equals(KubeadmBootstrap.SWAP))) {
      // A kubelet does not start beside swap unless it is told so.
      arguments.add(argument(KubeadmBootstrap.SWAP, "false"));
    }
    owners.forEach(option -> arguments.add(argument(option.name(), option.value())));
    return arguments;
  }

  private static Map<String, String> argument(String name, String value) {
    Map<String, String> argument = new LinkedHashMap<>();
    argument.put("name", name);
    argument.put("value", value);
    return argument;
  }
}
