package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of a Node its users may change. */
public record NodeSpec(
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Taint> taints,
    boolean unschedulable) {

  static final String CORDON_TAINT = "node.kubernetes.io/unschedulable";

  public NodeSpec {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    taints = List.copyOf(taints);
  }

  /** The same with one annotation set, or removed by null. */
  public NodeSpec annotate(String key, @Nullable String value) {
    return new NodeSpec(labels, edited(annotations, key, value), taints, unschedulable);
  }

  /** The same with one label set, or removed by null. */
  public NodeSpec label(String key, @Nullable String value) {
    return new NodeSpec(edited(labels, key, value), annotations, taints, unschedulable);
  }

  public NodeSpec taint(Taint taint) {
    List<Taint> more = new ArrayList<>(untaint(taint.key()).taints());
    more.add(taint);
    return new NodeSpec(labels, annotations, more, unschedulable);
  }

  public NodeSpec untaint(String key) {
    return new NodeSpec(
        labels,
        annotations,
        taints.stream().filter(taint -> !taint.key().equals(key)).toList(),
        unschedulable);
  }

  public NodeSpec cordon(boolean value) {
    return new NodeSpec(labels, annotations, taints, value);
  }

  /** As the node controller keeps it: a cordoned node carries the cordon's own taint. */
  NodeSpec settled() {
    boolean tainted = taints.stream().anyMatch(taint -> taint.key().equals(CORDON_TAINT));
    if (tainted == unschedulable) {
      return this;
    }
    return unschedulable
        ? taint(new Taint(CORDON_TAINT, null, "NoSchedule"))
        : untaint(CORDON_TAINT);
  }

  private static Map<String, String> edited(
      Map<String, String> map, String key, @Nullable String value) {
    Map<String, String> more = new TreeMap<>(map);
    if (value == null) {
      more.remove(key);
    } else {
      more.put(key, value);
    }
    return more;
  }
}
