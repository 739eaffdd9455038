package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a pod asks of a machine. */
final class WorkloadMapping {

  private static final int LEAST_PRIORITY = -10;

  private WorkloadMapping() {}

  static Workload map(Wire.WorkloadItem item) {
    JsonNode spec = PodFields.orMissing(item.spec());
    JsonNode status = PodFields.orMissing(item.status());
    Pod pod = Mapping.pod(narrow(item, spec, status));
    Map<String, String> labels = Mapping.meta(item).labels();
    Map<String, String> its = labels == null ? Map.of() : labels;
    return new Workload(
        pod,
        its,
        requests(spec),
        new ConstraintsMapping(spec, its, pod.namespace()).constraints(),
        isUnschedulable(status) && !isPlaceholder(spec));
  }

  private static Wire.PodItem narrow(Wire.WorkloadItem item, JsonNode spec, JsonNode status) {
    List<Wire.Toleration> tolerations =
        PodFields.each(spec, "tolerations").map(WorkloadMapping::toleration).toList();
    List<Wire.Volume> volumes =
        PodFields.each(spec, "volumes")
            .map(it ->
                new Wire.Volume(
                    it.get("emptyDir"),
                    it.get("hostPath"),
                    it.get("persistentVolumeClaim"),
                    it.get("ephemeral")))
            .toList();
    return new Wire.PodItem(
        item.metadata(),
        new Wire.PodSpec(text(spec, "nodeName"), text(spec, "restartPolicy"), tolerations, volumes),
        new Wire.PodStatus(text(status, "phase")));
  }

  private static Wire.Toleration toleration(JsonNode it) {
    return new Wire.Toleration(
        text(it, "key"), text(it, "operator"), text(it, "value"), text(it, "effect"));
  }

  private static @Nullable String text(JsonNode in, String field) {
    JsonNode value = in.path(field);
    return value.isString() ? value.asString() : null;
  }

  /** One for which the scheduler makes room by ending others is no demand. */
  private static boolean isUnschedulable(JsonNode status) {
    boolean makesRoom = !PodFields.text(status, "nominatedNodeName").isEmpty();
    return !makesRoom
        && PodFields.text(status, "phase").equals("Pending")
        && PodFields.each(status, "conditions")
            .anyMatch(it ->
                PodFields.text(it, "type").equals("PodScheduled")
                    && PodFields.text(it, "status").equals("False")
                    && PodFields.text(it, "reason").equals("Unschedulable"));
  }

  /** One that holds room for others is worth no machine, as for the cluster-autoscaler. */
  private static boolean isPlaceholder(JsonNode spec) {
    return spec.path("priority").asInt(0) < LEAST_PRIORITY;
  }

  /**
   * As the scheduler counts: the containers together, or the largest moment while it starts, and
   * the overhead of its runtime.
   */
  static Resources requests(JsonNode spec) {
    Resources running = Resources.NONE;
    for (JsonNode container : PodFields.each(spec, "containers").toList()) {
      running = running.plus(requested(container));
    }
    Resources sidecars = Resources.NONE;
    Resources starting = Resources.NONE;
    for (JsonNode container : PodFields.each(spec, "initContainers").toList()) {
      Resources its = requested(container);
      if (PodFields.text(container, "restartPolicy").equals("Always")) {
        sidecars = sidecars.plus(its);
        starting = starting.max(sidecars);
      } else {
        starting = starting.max(sidecars.plus(its));
      }
    }
    Resources all = running.plus(sidecars).max(starting);
    all = all.replacedBy(requested(spec).amounts());
    Resources overhead = Quantities.all(strings(spec.path("overhead")));
    return all.plus(overhead).plus(new Resources(Map.of(Resources.PODS, 1L)));
  }

  private static Resources requested(JsonNode of) {
    return Quantities.all(strings(of.path("resources").path("requests")));
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> all = new HashMap<>();
    object
        .properties()
        .forEach(it -> all.put(it.getKey(), Objects.requireNonNull(it.getValue()).asString("")));
    return all;
  }
}
