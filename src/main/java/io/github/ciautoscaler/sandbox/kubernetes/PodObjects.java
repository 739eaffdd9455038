package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.ClusterPod;
import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import io.github.ciautoscaler.simulator.ClusterWorld;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The world's pods. Its controllers make them; users may delete them. */
final class PodObjects implements Objects {

  private final ClusterWorld cluster;

  PodObjects(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<ObjectNode> all() {
    return cluster.pods().stream().map(PodObjects::json).toList();
  }

  private static ObjectNode json(ClusterPod pod) {
    return Json.object("metadata", metadata(pod), "spec", spec(pod), "status", status(pod));
  }

  private static ObjectNode metadata(ClusterPod pod) {
    ObjectNode metadata =
        Json.object(
            "name",
            pod.name(),
            "namespace",
            pod.namespace(),
            "uid",
            pod.uid(),
            "generation",
            1,
            "creationTimestamp",
            pod.created());
    if (pod.deletion() != null) {
      metadata.put("deletionTimestamp", Json.time(pod.deletion()));
      metadata.put("deletionGracePeriodSeconds", pod.grace().toSeconds());
    }
    metadata.set("labels", Json.of(new TreeMap<>(pod.labels())));
    if (pod.owner() == Owner.NODE) {
      metadata.set(
          "annotations",
          Json.object(
              "kubernetes.io/config.mirror", pod.uid(), "kubernetes.io/config.source", "file"));
    }
    metadata.set("ownerReferences", Json.array(List.of(owner(pod))));
    return metadata;
  }

  private static ObjectNode owner(ClusterPod pod) {
    boolean mirror = pod.owner() == Owner.NODE;
    return Json.object(
        "apiVersion",
        mirror ? "v1" : "apps/v1",
        "kind",
        pod.owner().kind(),
        "name",
        mirror ? pod.node() : pod.ownerName(),
        "uid",
        "owner-" + pod.ownerName(),
        "controller",
        true);
  }

  private static ObjectNode spec(ClusterPod pod) {
    ObjectNode spec = plainSpec(pod);
    if (pod.isTolerant()) {
      spec.set("tolerations", Json.array(List.of(Json.object("operator", "Exists"))));
    }
    return spec;
  }

  private static ObjectNode plainSpec(ClusterPod pod) {
    ObjectNode spec =
        Json.object(
            "containers",
            List.of(
                Json.object(
                    "name", "main", "image", pod.ownerName() + ":1", "resources", resources(pod))),
            "restartPolicy",
            "Always",
            "terminationGracePeriodSeconds",
            pod.grace().toSeconds(),
            "dnsPolicy",
            "ClusterFirst",
            "securityContext",
            Json.object(),
            "schedulerName",
            "default-scheduler");
    if (!pod.node().isEmpty()) {
      spec.put("nodeName", pod.node());
    }
    if (pod.isApart()) {
      spec.set("affinity", Json.object("podAntiAffinity", apart(pod)));
    }
    return spec;
  }

  private static ObjectNode resources(ClusterPod pod) {
    return pod.milliCpu() == 0
        ? Json.object()
        : Json.object("requests", Json.object("cpu", pod.milliCpu() + "m"));
  }

  private static ObjectNode apart(ClusterPod pod) {
    ObjectNode term =
        Json.object(
            "labelSelector",
            Json.object("matchLabels", new TreeMap<>(pod.labels())),
            "topologyKey",
            "kubernetes.io/hostname");
    return Json.object("requiredDuringSchedulingIgnoredDuringExecution", List.of(term));
  }

  private static ObjectNode status(ClusterPod pod) {
    if (pod.finished() != null) {
      return Json.object("phase", "Succeeded", "qosClass", "BestEffort");
    }
    if (pod.started() == null) {
      ObjectNode status = Json.object("phase", "Pending", "qosClass", "BestEffort");
      if (pod.node().isEmpty()) {
        status.set("conditions", Json.array(List.of(unschedulable(pod))));
      }
      return status;
    }
    return Json.object(
        "phase",
        "Running",
        "conditions",
        List.of(
            Json.object(
                "type",
                "Ready",
                "status",
                "True",
                "lastProbeTime",
                null,
                "lastTransitionTime",
                pod.started())),
        "startTime",
        pod.started(),
        "qosClass",
        "BestEffort");
  }

  private static ObjectNode unschedulable(ClusterPod pod) {
    return Json.object(
        "type",
        "PodScheduled",
        "status",
        "False",
        "reason",
        "Unschedulable",
        "message",
        "0/1 nodes are available: 1 Insufficient cpu.",
        "lastProbeTime",
        null,
        "lastTransitionTime",
        pod.created());
  }

  @Override
  public OptionalLong version() {
    return OptionalLong.of(cluster.version());
  }

  @Override
  public void add(ObjectNode object) {
    throw Status.unsupported("pods are made by the sandbox's own controllers");
  }

  @Override
  public void replace(ObjectNode object) {
    throw Status.unsupported("the sandbox's pods cannot be changed");
  }

  /** As an eviction that no budget forbids. */
  @Override
  public void delete(ObjectNode object, int graceSeconds) {
    cluster.deletePod(Kinds.text(object, "namespace"), Kinds.text(object, "name"));
  }
}
