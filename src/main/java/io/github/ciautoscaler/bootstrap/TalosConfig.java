package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker's machine config, which the owner gives once for all machines, and what each machine's
 * own differs in: its name, its Node's labels, taints and address. Each is written where the config
 * has such things already, because Talos refuses what stands in two places.
 *
 * @param text without comments
 */
public record TalosConfig(Secret text) {

  /** What became of a text that was given for one. */
  public sealed interface Checked {}

  /**
   * @param warnings predicates whose subject is the setting
   */
  public record Usable(TalosConfig config, List<String> warnings) implements Checked {}

  /**
   * @param what a predicate whose subject is the setting
   * @param mend a whole sentence
   */
  public record Useless(String what, String mend) implements Checked {}

  public static Checked check(Secret given) {
    try {
      if (!UserDataYaml.isTalos(given.reveal().stripLeading())) {
        throw new UnusableUserData(
            "is no Talos machine config",
            "Give a worker's config, worker.yaml, which talosctl gen config writes; for what"
                + " cloud-init reads, leave out bootstrap: talos.");
      }
      TalosDocuments documents = TalosDocuments.parse(given.reveal());
      List<String> warnings = new TalosChecks(documents).check();
      return new Usable(new TalosConfig(new Secret(documents.text())), warnings);
    } catch (UnusableUserData e) {
      return new Useless(e.what(), e.mend());
    }
  }

  /** The version of its kubelet, where it says one. */
  Optional<KubeVersion> kubelet() {
    return documents().kubeletVersion().map(KubeVersion::new);
  }

  /**
   * @param subnets of which the Node's address is to be; empty: as the config says
   */
  Secret of(String name, Map<String, String> labels, List<Taint> taints, List<String> subnets) {
    TalosDocuments documents = documents();
    named(documents, name);
    YamlMap nodeLabels =
        documents
            .ofKind("KubeNodeConfig")
            .map(it -> it.child("labels"))
            .orElseGet(() -> machine(documents).child("nodeLabels"));
    labels.forEach(nodeLabels::put);
    if (!taints.isEmpty()) {
      List<org.yaml.snakeyaml.nodes.Node> all = kubeletConfig(documents).list("registerWithTaints");
      taints.forEach(taint -> all.add(yaml(taint).node()));
    }
    if (!subnets.isEmpty()) {
      List<org.yaml.snakeyaml.nodes.Node> all = nodeIp(documents).list("validSubnets");
      all.clear();
      subnets.forEach(subnet -> all.add(YamlMap.quoted(subnet)));
    }
    return UserData.limited(
        documents.text(), "take out of the machine config what workers need not");
  }

  /** The older place, machine.network.hostname, is refused beside a HostnameConfig. */
  private static void named(TalosDocuments documents, String name) {
    YamlMap document = documents.ofKind("HostnameConfig").orElse(null);
    if (document == null) {
      machine(documents).child("network").put("hostname", name);
      return;
    }
    document.remove("auto");
    document.put("hostname", name);
    if (documents.main().find("machine", "network", "hostname").isPresent()) {
      machine(documents).child("network").remove("hostname");
    }
  }

  /** Of machine.nodeTaints nothing comes: a worker may not change its own taints later. */
  private static YamlMap kubeletConfig(TalosDocuments documents) {
    return documents
        .ofKind("KubeletConfig")
        .map(it -> it.child("config"))
        .orElseGet(() -> machine(documents).child("kubelet").child("extraConfig"));
  }

  private static YamlMap nodeIp(TalosDocuments documents) {
    return documents
        .ofKind("KubeNodeConfig")
        .map(it -> it.child("nodeIP"))
        .orElseGet(() -> machine(documents).child("kubelet").child("nodeIP"));
  }

  private static YamlMap machine(TalosDocuments documents) {
    return documents.main().child("machine");
  }

  private static YamlMap yaml(Taint taint) {
    YamlMap map = YamlMap.empty();
    map.put("key", taint.key());
    if (taint.value() != null) {
      map.put("value", taint.value());
    }
    map.put("effect", taint.effect());
    return map;
  }

  private TalosDocuments documents() {
    try {
      return TalosDocuments.parse(text.reveal());
    } catch (UnusableUserData unchecked) {
      throw new IllegalStateException("a machine config that was not checked");
    }
  }
}
