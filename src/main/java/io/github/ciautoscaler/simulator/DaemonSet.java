package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node.Taint;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Keeps one pod on every node that its selector matches, cordoned or not.
 *
 * @param selector node labels; empty for every node
 * @param toleratesAll whether no taint keeps it away
 * @param runner whether a runner program runs in its pods
 */
public record DaemonSet(
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> selector,
    boolean toleratesAll,
    Duration grace,
    boolean runner) {

  /** What every DaemonSet tolerates. */
  private static final Set<String> TOLERATED =
      Set.of(
          NodeSpec.CORDON_TAINT, "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  public static final String RUNNER_NAMESPACE = "gitea-runners";

  public static DaemonSet runners() {
    return runners("gitea-runner");
  }

  static DaemonSet runners(String name) {
    return runners(name, Map.of("node-role", "ci-runner"));
  }

  /** The second runner, or a later one, on each Node of a pool. */
  static DaemonSet moreRunners(String pool, int number) {
    return runners("gitea-runner-" + pool + "-" + number, Map.of(Labels.POOL, pool));
  }

  private static DaemonSet runners(String name, Map<String, String> selector) {
    return new DaemonSet(
        RUNNER_NAMESPACE,
        name,
        Map.of("app", "gitea-actions-runner"),
        selector,
        false,
        Duration.ofSeconds(60),
        true);
  }

  public static DaemonSet nodeExporter() {
    return new DaemonSet(
        "monitoring",
        "node-exporter",
        Map.of("app", "node-exporter"),
        Map.of(),
        true,
        Duration.ofSeconds(30),
        false);
  }

  boolean belongsOn(NodeSpec node) {
    return node.labels().entrySet().containsAll(selector.entrySet())
        && (toleratesAll || node.taints().stream().allMatch(DaemonSet::isTolerated));
  }

  private static boolean isTolerated(Taint taint) {
    return TOLERATED.contains(taint.key()) || taint.effect().equals("PreferNoSchedule");
  }
}
