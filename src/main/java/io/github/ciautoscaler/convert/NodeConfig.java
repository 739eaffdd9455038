package io.github.ciautoscaler.convert;

import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.fleet.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the cluster-autoscaler's {@code nodeConfigs}.
 *
 * @param defaultSubnet of pools that name none
 */
record NodeConfig(Part config, @Nullable String defaultSubnet, PoolsYaml yaml) {

  private static final List<String> KEYS =
      List.of(
          "cloudInit",
          "placementGroup",
          "taints",
          "labels",
          "serverLabels",
          "imagesForArch",
          "subnetIPRange",
          "firewalls");

  void write() {
    yaml.pairs("server-labels", carried("serverLabels", List.of(), config.pairs("serverLabels")));
    subnet();
    config
        .text("placementGroup")
        .ifPresent(group -> yaml.text("placement-group", PoolsYaml.oneLine(group)));
    config.others(KEYS).forEach(key -> yaml.note(config.at(key) + ": not known, left out."));
    String userData = config.text("cloudInit").orElse(null);
    UserDataOf writer = new UserDataOf(yaml);
    marks(writer.takesMarks(userData));
    writer.ofThePool(config.at("cloudInit"), userData);
  }

  private void subnet() {
    Optional.ofNullable(config.text("subnetIPRange").orElse(defaultSubnet))
        .ifPresent(range -> yaml.text("subnet", PoolsYaml.oneLine(range)));
  }

  private void marks(boolean areTaken) {
    Map<String, String> labels = config.pairs("labels");
    List<String> taints = config.parts("taints").stream().map(NodeConfig::taint).toList();
    if (!areTaken && !(labels.isEmpty() && taints.isEmpty())) {
      yaml.note(
          "labels and taints: left out. Nodes join with those of their cloud-init, here as there.");
      return;
    }
    List<String> wrong = new ArrayList<>();
    labels.forEach((key, value) -> wrong.addAll(NodeMarks.errorsInLabels(Map.of(key, value))));
    wrong.addAll(NodeMarks.errorsInTaints(taints));
    yaml.pairs("node-labels", carried("labels", wrong, labels));
    yaml.list("node-taints", taintsOf(taints));
  }

  /** Those that a machine may have; the others become comments. */
  private Map<String, String> carried(
      String where, List<String> wrong, Map<String, String> labels) {
    Map<String, String> carried = new LinkedHashMap<>();
    wrong.forEach(error -> yaml.note(where + ": left out what " + PoolsYaml.oneLine(error) + "."));
    labels.forEach((key, value) -> {
      if (key.startsWith("ci-autoscaler.io/") || key.equals(Labels.MANAGED_BY)) {
        yaml.note("%s.%s: left out, we know our machines by it.".formatted(where, key));
      } else if (wrong.isEmpty() || NodeMarks.errorsInLabels(Map.of(key, value)).isEmpty()) {
        carried.put(key, value);
      }
    });
    return carried;
  }

  private static List<String> taintsOf(List<String> taints) {
    return taints.stream()
        .filter(taint -> NodeMarks.errorsInTaints(List.of(taint)).isEmpty())
        .toList();
  }

  private static String taint(Part taint) {
    String key = needed(taint, "key");
    String effect = needed(taint, "effect");
    return key + taint.text("value").map(value -> "=" + value).orElse("") + ":" + effect;
  }

  private static String needed(Part taint, String key) {
    return taint
        .text(key)
        .orElseThrow(() ->
            new BadInput(
                taint.path() + " has no " + key + ".",
                "Write key, value and effect, as Kubernetes has them."));
  }
}
