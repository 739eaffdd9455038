package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.bootstrap.AgentOptions.Option;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the Nodes of a pool join with, where we write it out ourselves.
 *
 * @param labels of the owner's, beside ours
 */
public record NodeMarks(Map<String, String> labels, List<Taint> taints) {

  public static final NodeMarks NONE = new NodeMarks(Map.of(), List.of());

  public NodeMarks {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
  }

  /**
   * @param taints as {@code key=value:Effect}, without {@link #errorsInTaints errors}
   */
  public static NodeMarks of(Map<String, String> labels, List<String> taints) {
    return new NodeMarks(labels, taints.stream().map(NodeMarks::taint).toList());
  }

  private static Taint taint(String text) {
    int colon = text.lastIndexOf(':');
    String[] parts = text.substring(0, Math.max(colon, 0)).split("=", 2);
    return new Taint(parts[0], parts.length < 2 ? null : parts[1], text.substring(colon + 1));
  }

  /** As {@code key=value:Effect}. */
  static String text(Taint taint) {
    return taint.key() + "=" + (taint.value() == null ? "" : taint.value()) + ":" + taint.effect();
  }

  /** Each is a predicate, "what: mend". */
  public static List<String> errorsInLabels(Map<String, String> labels) {
    List<String> errors = new ArrayList<>();
    NodeMarkers markers = new NodeMarkers(errors::add, warning -> {});
    new TreeMap<>(labels)
        .forEach((key, value) -> markers.labels(new Option("node-label", key + "=" + value)));
    return errors;
  }

  /** Each is a predicate, "what: mend". */
  public static List<String> errorsInTaints(List<String> taints) {
    List<String> errors = new ArrayList<>();
    NodeMarkers markers = new NodeMarkers(errors::add, warning -> {});
    taints.forEach(taint -> markers.taints(new Option("node-taint", taint)));
    return errors;
  }

  /** All labels of a Node: ours, and those that K3S_AGENT_ARGS has by default. */
  SortedMap<String, String> labelsIn(String pool) {
    SortedMap<String, String> all = new TreeMap<>(Map.of("node-role", "ci-runner"));
    all.putAll(labels);
    all.put(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    all.put(Labels.POOL, pool);
    return all;
  }
}
