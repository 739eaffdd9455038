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
    return Json.object(
        "containers",
        List.of(
            Json.object(
                "name", "main", "image", pod.ownerName() + ":1", "resources", Json.object())),
        "restartPolicy",
        "Always",
        "terminationGracePeriodSeconds",
        pod.grace().toSeconds(),
        "dnsPolicy",
        "ClusterFirst",
        "nodeName",
        pod.node(),
        "securityContext",
        Json.object(),
        "schedulerName",
        "default-scheduler");
  }

  private static ObjectNode status(ClusterPod pod) {
    if (pod.started() == null) {
      return Json.object("phase", "Pending", "qosClass", "BestEffort");
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
