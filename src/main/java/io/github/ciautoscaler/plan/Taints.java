package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;

/** Names the taint for which a Ready Node of ours gets no runner: somebody has to mend it. */
final class Taints {

  /** A cloud controller and a DaemonSet need seconds. */
  static final Duration SETTLED = Duration.ofMinutes(2);

  static final String UNINITIALIZED = "node.cloudprovider.kubernetes.io/uninitialized";

  private final FleetState fleet;
  private final Proposals actions;

  Taints(FleetState fleet, Proposals actions) {
    this.fleet = fleet;
    this.actions = actions;
  }

  void warn() {
    Instant settled = fleet.seen().now().minus(SETTLED);
    for (Machine machine : fleet.machines()) {
      Node node = machine.node();
      boolean waits =
          machine.runners().isEmpty()
              && machine.ownAnnotations().runnerIds().isEmpty()
              && !machine.isTerminating();
      if (node != null
          && waits
          && node.isReady()
          && node.readySince() != null
          && node.readySince().isBefore(settled)) {
        node.taints().stream()
            .filter(Taints::keepsPodsAway)
            .findFirst()
            .ifPresent(taint -> actions.warn(Code.TAINTED, sentence(node.name(), taint)));
      }
    }
  }

  /** Ours belong to a teardown, and Kubernetes' own come and go with the Node's state. */
  private static boolean keepsPodsAway(Node.Taint taint) {
    return !taint.effect().equals("PreferNoSchedule")
        && !taint.key().equals(Labels.TEARDOWN_TAINT.key())
        && !taint.key().startsWith("node.kubernetes.io/");
  }

  private static String sentence(String node, Node.Taint taint) {
    if (taint.key().equals(UNINITIALIZED)) {
      return "Node "
          + node
          + " is Ready and still has the taint "
          + UNINITIALIZED
          + ", so that nothing is scheduled there: its kubelet waits for a cloud controller that"
          + " does not know it. Run the cluster's cloud controller manager with access to this"
          + " Hetzner project, or leave --kubelet-arg=cloud-provider=external out of K3S_AGENT_ARGS"
          + " and --disable-cloud-controller out of the K3s servers' options.";
    }
    return "Node "
        + node
        + " is Ready and has no runner: its taint "
        + taint.key()
        + ":"
        + taint.effect()
        + " keeps away every pod that does not tolerate it. Let the runner's pods tolerate it, or"
        + " take it out of K3S_AGENT_ARGS.";
  }
}
