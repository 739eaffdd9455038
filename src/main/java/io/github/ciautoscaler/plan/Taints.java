package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Names the taint for which a Ready Node of ours gets no runner: somebody has to mend it. */
final class Taints implements Proposer {

  /** A cloud controller and a DaemonSet need seconds. */
  static final Duration SETTLED = Duration.ofMinutes(2);

  static final String UNINITIALIZED = "node.cloudprovider.kubernetes.io/uninitialized";

  @Override
  public List<Proposal> propose(Situation situation) {
    Instant settled = situation.now().minus(SETTLED);
    List<Proposal> warnings = new ArrayList<>();
    for (Machine machine : situation.fleet().machines()) {
      Node node = machine.node();
      Instant since = node == null ? null : node.readySince();
      if (node != null
          && node.isReady()
          && waitsForRunner(machine)
          && since != null
          && since.isBefore(settled)) {
        boolean needsNone = machine.work().needsNoRunner();
        node.scheduling().taints().stream()
            .filter(Taints::keepsPodsAway)
            .filter(taint -> !needsNone || taint.key().equals(UNINITIALIZED))
            .findFirst()
            .map(taint -> Proposal.warn(Code.TAINTED, sentence(node.name(), taint)))
            .ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  private static boolean waitsForRunner(Machine machine) {
    return machine.runners().isEmpty()
        && machine.ownAnnotations().runnerIds().isEmpty()
        && !machine.isTerminating();
  }

  /** Ours belong to a termination, and Kubernetes' own come and go with the Node's state. */
  private static boolean keepsPodsAway(Node.Taint taint) {
    return !taint.effect().equals("PreferNoSchedule")
        && !taint.key().equals(Labels.TERMINATION_TAINT.key())
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
          + " Hetzner project, or leave cloud-controller out of the pool,"
          + " --kubelet-arg=cloud-provider=external out of K3S_AGENT_ARGS, and"
          + " --disable-cloud-controller out of the K3s servers' options.";
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
