package io.github.ciautoscaler.bootstrap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What keeps a machine with this config from joining as a worker, as far as the config shows it
 * (source: Talos, pkg/machinery/config). No value of it is ever said.
 */
record TalosChecks(TalosDocuments config) {

  private static final String WORKERS =
      "Take worker.yaml, which talosctl gen config writes beside controlplane.yaml.";

  /** Answers warnings; each is a predicate. */
  List<String> check() throws UnusableUserData {
    for (YamlMap document : config.all()) {
      checkKeysOnce(document.node());
    }
    TalosKeys keys = new TalosKeys(config.main());
    keys.checkPlaces();
    checkType();
    checkIsComplete();
    checkIsNoMore();
    checkLabels();
    return warnings(keys);
  }

  /** Talos refuses a config with a key that stands twice. */
  private static void checkKeysOnce(Node node) throws UnusableUserData {
    if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        checkKeysOnce(item);
      }
    }
    if (node instanceof MappingNode map) {
      Set<String> before = new HashSet<>();
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key && !before.add(key.getValue())) {
          throw new UnusableUserData(
              "has the key "
                  + key.getValue()
                  + " twice in one mapping (line "
                  + (key.getStartMark().getLine() + 1)
                  + "), which Talos refuses",
              "Remove one of them.");
        }
        checkKeysOnce(entry.getValueNode());
      }
    }
  }

  private void checkType() throws UnusableUserData {
    String type = config.main().text("machine", "type").orElse("");
    if (type.equals("controlplane") || type.equals("init")) {
      throw new UnusableUserData(
          "is of a control-plane node (machine.type is "
              + type
              + "): every machine that jobs bring would become one",
          WORKERS);
    }
    if (!type.equals("worker") && !type.equals("join")) {
      throw new UnusableUserData(
          "has no machine.type that Talos knows; ours are worker", "Write machine.type: worker.");
    }
  }

  private void checkIsComplete() throws UnusableUserData {
    YamlMap main = config.main();
    List<String> missing = new ArrayList<>();
    require(main.has("machine", "token"), "machine.token", missing);
    require(
        main.has("machine", "ca", "crt") || main.has("machine", "acceptedCAs"),
        "machine.ca.crt",
        missing);
    require(main.has("cluster", "token"), "cluster.token", missing);
    require(
        main.has("cluster", "ca", "crt")
            || main.has("cluster", "acceptedCAs")
            || isIn("KubeAPIServerCAConfig", "acceptedCAs"),
        "cluster.ca.crt",
        missing);
    require(endpoint().isPresent(), "cluster.controlPlane.endpoint", missing);
    if (!missing.isEmpty()) {
      throw new UnusableUserData(
          "lacks " + String.join(", ", missing) + ", without which no machine joins",
          "Take a worker's whole config, its secrets included: worker.yaml, which talosctl gen"
              + " config writes.");
    }
    if (!endpoint().orElse("").matches("https://[^\\s/]+/?")) {
      throw new UnusableUserData(
          "has a cluster.controlPlane.endpoint that is no https:// address",
          "Write https://<an address that new machines reach>:6443.");
    }
  }

  private Optional<String> endpoint() {
    return config
        .ofKind("KubeClusterConfig")
        .flatMap(it -> it.text("endpoint"))
        .or(() -> config.main().text("cluster", "controlPlane", "endpoint"));
  }

  private static void require(boolean isThere, String what, List<String> missing) {
    if (!isThere) {
      missing.add(what);
    }
  }

  private boolean isIn(String kind, String key) {
    return config.ofKind(kind).filter(it -> it.has(key)).isPresent();
  }

  /** What Talos refuses on a worker; a job could read it. */
  private void checkIsNoMore() throws UnusableUserData {
    YamlMap main = config.main();
    for (String owner : List.of("machine", "cluster")) {
      if (main.has(owner, "ca", "key")) {
        throw new UnusableUserData(
            "holds the key of a CA ("
                + owner
                + ".ca.key), with which whoever reads it on a machine rules the cluster, and which"
                + " Talos refuses on a worker",
            WORKERS);
      }
    }
    if (main.has("cluster", "etcd")) {
      throw new UnusableUserData("has cluster.etcd, which Talos refuses on a worker", WORKERS);
    }
    if (main.text("persist").equals(Optional.of("false"))) {
      throw new UnusableUserData(
          "has persist: false, which Talos refuses", "Remove it, or write persist: true.");
    }
  }

  private void checkLabels() throws UnusableUserData {
    Map<String, String> labels = new TreeMap<>();
    collect(config.main().find("machine", "nodeLabels"), labels);
    collect(config.ofKind("KubeNodeConfig").flatMap(it -> it.find("labels")), labels);
    List<String> errors = NodeMarks.errorsInLabels(labels);
    if (!errors.isEmpty()) {
      String error = errors.getFirst();
      int colon = error.lastIndexOf(": ");
      throw new UnusableUserData(
          error.substring(0, colon),
          Character.toUpperCase(error.charAt(colon + 2)) + error.substring(colon + 3) + ".");
    }
  }

  private static void collect(Optional<Node> mapping, Map<String, String> labels) {
    if (mapping.orElse(null) instanceof MappingNode node) {
      YamlMap map = new YamlMap(node);
      map.keys().forEach(key -> labels.put(key, map.text(key).orElse("")));
    }
  }

  private List<String> warnings(TalosKeys keys) {
    List<String> warnings = new ArrayList<>(keys.warnings());
    if (config.main().has("machine", "nodeTaints") || isIn("KubeNodeConfig", "taints")) {
      warnings.add(
          "taints its Node once it has joined, which Kubernetes allows no worker: write it in the"
              + " pool's node-taints, with which it registers");
    }
    return warnings;
  }
}
