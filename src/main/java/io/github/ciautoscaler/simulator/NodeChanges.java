package io.github.ciautoscaler.simulator;

import java.util.TreeMap;

/** What a write changed about a Node, for the trace. */
final class NodeChanges {

  private NodeChanges() {}

  static void log(World world, String name, NodeSpec before, NodeSpec after) {
    if (before.unschedulable() != after.unschedulable()) {
      world.log(name, after.unschedulable() ? "node cordoned" : "node uncordoned");
    }
    if (!before.annotations().equals(after.annotations())) {
      world.log(name, "node annotated " + new TreeMap<>(after.annotations()));
    }
  }
}
