package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.fleet.Node.Ready;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.ClusterNode;
import io.github.ciautoscaler.simulator.ClusterWorld;
import io.github.ciautoscaler.simulator.NodeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The world's nodes. Users may change labels, annotations, taints and whether it is cordoned. */
final class NodeObjects implements Objects {

  private final ClusterWorld cluster;
  private final String kubelet;

  /**
   * @param kubelet the version that every node shows
   */
  NodeObjects(ClusterWorld cluster, String kubelet) {
    this.cluster = cluster;
    this.kubelet = kubelet;
  }

  @Override
  public List<ObjectNode> all() {
    return cluster.nodes().stream().map(this::json).toList();
  }

  private ObjectNode json(ClusterNode node) {
    return Json.object("metadata", metadata(node), "spec", spec(node), "status", status(node));
  }

  private static ObjectNode metadata(ClusterNode node) {
    ObjectNode metadata =
        Json.object(
            "name",
            node.name(),
            "uid",
            node.uid(),
            "creationTimestamp",
            node.created(),
            "labels",
            new TreeMap<>(node.spec().labels()));
    if (!node.spec().annotations().isEmpty()) {
      metadata.set("annotations", Json.of(new TreeMap<>(node.spec().annotations())));
    }
    return metadata;
  }

  private static ObjectNode spec(ClusterNode node) {
    ObjectNode spec = Json.object("providerID", node.providerId());
    if (node.spec().unschedulable()) {
      spec.put("unschedulable", true);
    }
    if (!node.spec().taints().isEmpty()) {
      spec.set(
          "taints", Json.array(node.spec().taints().stream().map(NodeObjects::taint).toList()));
    }
    return spec;
  }

  private static ObjectNode taint(Taint taint) {
    ObjectNode json = Json.object("key", taint.key());
    if (taint.value() != null) {
      json.put("value", taint.value());
    }
    return json.put("effect", taint.effect());
  }

  private ObjectNode status(ClusterNode node) {
    List<ObjectNode> addresses = new ArrayList<>();
    node.internalIps()
        .forEach(ip -> addresses.add(Json.object("type", "InternalIP", "address", ip)));
    addresses.add(Json.object("type", "Hostname", "address", node.name()));
    return Json.object(
        "allocatable",
        allocatable(node.allocatable()),
        "conditions",
        node.ready() == Ready.ABSENT ? List.of() : List.of(readyCondition(node)),
        "addresses",
        addresses,
        "daemonEndpoints",
        Json.object("kubeletEndpoint", Json.object("Port", 10250)),
        "nodeInfo",
        Json.object(
            "machineID",
            "",
            "systemUUID",
            "",
            "bootID",
            "",
            "kernelVersion",
            "6.8.0-85-generic",
            "osImage",
            "Ubuntu 24.04.3 LTS",
            "containerRuntimeVersion",
            "containerd://2.1.4-k3s2",
            "kubeletVersion",
            kubelet,
            "kubeProxyVersion",
            "",
            "operatingSystem",
            "linux",
            "architecture",
            "amd64"));
  }

  private static ObjectNode allocatable(Resources all) {
    return all.isNone()
        ? Json.object()
        : Json.object(
            "cpu",
            all.of(Resources.CPU) + "m",
            "memory",
            String.valueOf(all.of(Resources.MEMORY)),
            "pods",
            String.valueOf(all.of(Resources.PODS)));
  }

  private static ObjectNode readyCondition(ClusterNode node) {
    String status =
        switch (node.ready()) {
          case TRUE -> "True";
          case FALSE -> "False";
          case UNKNOWN, ABSENT -> "Unknown";
        };
    return Json.object(
        "type",
        "Ready",
        "status",
        status,
        "lastHeartbeatTime",
        node.readySince(),
        "lastTransitionTime",
        node.readySince(),
        "reason",
        node.isReady() ? "KubeletReady" : "NodeStatusUnknown",
        "message",
        node.isReady()
            ? "kubelet is posting ready status"
            : "Kubelet stopped posting node status.");
  }

  @Override
  public OptionalLong version() {
    return OptionalLong.of(cluster.version());
  }

  @Override
  public void add(ObjectNode object) {
    throw Status.unsupported("nodes join by themselves in the sandbox");
  }

  @Override
  public void replace(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    JsonNode spec = object.path("spec");
    List<Taint> taints = new ArrayList<>();
    for (JsonNode taint : spec.path("taints")) {
      taints.add(
          new Taint(
              taint.path("key").asString(""),
              textOrNull(taint.path("value")),
              taint.path("effect").asString("")));
    }
    cluster.replaceNode(
        metadata.path("name").asString(""),
        new NodeSpec(
            texts(metadata.path("labels")),
            texts(metadata.path("annotations")),
            taints,
            spec.path("unschedulable").asBoolean(false)),
        null);
  }

  private static @Nullable String textOrNull(JsonNode value) {
    return value.isString() ? value.asString() : null;
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString("")));
    return texts;
  }

  @Override
  public void delete(ObjectNode object, int graceSeconds) {
    cluster.deleteNode(Kinds.text(object, "name"));
  }
}
