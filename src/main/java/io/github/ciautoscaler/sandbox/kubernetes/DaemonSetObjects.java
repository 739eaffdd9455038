package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.Catalogue;
import io.github.ciautoscaler.simulator.ClusterWorld;
import io.github.ciautoscaler.simulator.DaemonSet;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The world's DaemonSets, which {@code kubectl drain} asks for; to be read only. */
final class DaemonSetObjects implements Objects {

  private final ClusterWorld cluster;

  DaemonSetObjects(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<ObjectNode> all() {
    return cluster.daemonSets().stream().map(DaemonSetObjects::json).toList();
  }

  private static ObjectNode json(DaemonSet set) {
    return Json.object(
        "metadata",
        Json.object(
            "name",
            set.name(),
            "namespace",
            set.namespace(),
            "uid",
            "owner-" + set.name(),
            "creationTimestamp",
            Catalogue.BEGINNING),
        "spec",
        Json.object(
            "selector",
            Json.object("matchLabels", set.labels()),
            "template",
            Json.object(
                "metadata",
                Json.object("labels", set.labels()),
                "spec",
                Json.object("nodeSelector", set.selector()))));
  }

  @Override
  public void add(ObjectNode object) {
    throw readOnly();
  }

  @Override
  public void replace(ObjectNode object) {
    throw readOnly();
  }

  @Override
  public void delete(ObjectNode object, int graceSeconds) {
    throw readOnly();
  }

  private static Status.Refused readOnly() {
    return Status.unsupported("the sandbox's DaemonSets cannot be changed");
  }
}
