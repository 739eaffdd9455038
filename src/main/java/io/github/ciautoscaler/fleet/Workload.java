package io.github.ciautoscaler.fleet;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod with what it asks of a machine.
 *
 * @param unschedulable whether the scheduler found no Node for it, and makes no room for it either
 */
public record Workload(
    Pod pod,
    Map<String, String> labels,
    Resources requests,
    Constraints constraints,
    boolean unschedulable) {

  public Workload {
    labels = Map.copyOf(labels);
  }

  /** As in ns/web-1. */
  public String name() {
    return pod.namespace() + "/" + pod.name();
  }

  public @Nullable String node() {
    return pod.node();
  }

  /** Whether it takes room on a Node. */
  public boolean takesRoom() {
    return pod.node() != null && !pod.finished();
  }
}
