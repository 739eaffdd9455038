package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.simulator.ClusterWorld;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The eviction API over the world's pods. */
final class PodEvictions {

  private final ClusterWorld cluster;

  PodEvictions(ClusterWorld cluster) {
    this.cluster = cluster;
  }

  Response evict(ObjectNode pod, ObjectNode eviction) {
    Writes.preconditions(ApiKind.POD, pod, eviction.path("deleteOptions").path("preconditions"));
    String namespace = Kinds.text(pod, "namespace");
    String name = Kinds.text(pod, "name");
    return switch (cluster.evict(namespace, name, Kinds.text(pod, "uid"))) {
      case ACCEPTED -> Status.evicted();
      case NOT_FOUND, OTHER_UID -> throw Status.notFound(ApiKind.POD, name);
      case BLOCKED_BY_BUDGET -> throw Status.budget(why(pod));
      case SEVERAL_BUDGETS ->
          throw Status.refuse(
              500,
              "InternalError",
              "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                  + " not support.",
              Map.of());
    };
  }

  private String why(ObjectNode pod) {
    Map<String, String> labels = NodeObjects.texts(pod.path("metadata").path("labels"));
    String budget =
        cluster.budgets().all().stream()
            .filter(known -> known.namespace().equals(Kinds.text(pod, "namespace")))
            .filter(known -> labels.entrySet().containsAll(known.selector().entrySet()))
            .map(known -> known.name())
            .findFirst()
            .orElse("");
    return "The disruption budget %s needs 1 healthy pods and has 1 currently".formatted(budget);
  }
}
