package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Phase.Terminating.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** V2: what we write on a Node is true, and nothing that was true is forgotten. */
final class AnnotationChecks {

  private final World world;
  private final WatchRecord watch;
  private final Map<String, NodeSpec> judged = new HashMap<>();

  AnnotationChecks(World world, WatchRecord watch) {
    this.world = world;
    this.watch = watch;
  }

  void afterTurn() {
    for (ClusterNode node : world.cluster().nodes()) {
      NodeSpec before = judged.put(node.uid(), node.spec());
      if (before != node.spec() && world.origins().isOurs(node.name())) {
        judge(node, before == null ? Map.of() : before.annotations(), node.spec().annotations());
      }
    }
  }

  private void judge(ClusterNode node, Map<String, String> before, Map<String, String> now) {
    if (!ids(now, NodeAnnotations.RUNNER_IDS)
        .containsAll(ids(before, NodeAnnotations.RUNNER_IDS))) {
      broken(
          node,
          "runners that were recorded are forgotten: " + before.get(NodeAnnotations.RUNNER_IDS));
    }
    String server = now.get(NodeAnnotations.SERVER_ID);
    if (server != null && !server.equals(world.origins().serverBehind(node.name()) + "")) {
      broken(node, "another server is recorded, " + server);
    }
    if (server == null && Step.DELETING.annotation().equals(now.get(NodeAnnotations.STAGE))) {
      broken(node, "its server is deleted, and is not recorded");
    }
  }

  private void broken(ClusterNode node, String words) {
    watch.broken("V2", node.name(), words);
  }

  private static Set<String> ids(Map<String, String> annotations, String key) {
    String recorded = annotations.getOrDefault(key, "");
    return recorded.isEmpty() ? Set.of() : new HashSet<>(Arrays.asList(recorded.split(",", -1)));
  }
}
