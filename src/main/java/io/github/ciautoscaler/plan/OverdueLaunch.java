package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase.Launching.Step;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;

/** What becomes of a launch that takes too long, by what it still lacks. */
final class OverdueLaunch {

  private OverdueLaunch() {}

  static List<Proposal> propose(Machine machine, Step step, Situation situation) {
    String in = " within " + limit(machine, situation).toSeconds() + " s.";
    return switch (step) {
      case ORDERED, BOOTING -> neverJoined(machine, neverStarted(machine, in), situation);
      case JOINING -> neverJoined(machine, nodeNeverJoined(machine, in, situation), situation);
      case NOT_READY -> GiveUpBoot.propose(machine, nodeNeverReady(machine, in), situation);
      case NO_RUNNER -> runnerNeverCame(machine, in, situation);
    };
  }

  private static Reason neverStarted(Machine machine, String in) {
    Server server = machine.server();
    String seen =
        server == null
            ? ""
            : " Hetzner calls it '"
                + server.status()
                + "'; its console shows which of its actions hangs or failed.";
    return new Reason(Code.SERVER_NEVER_STARTED, "The server did not start" + in + seen);
  }

  private static Reason nodeNeverJoined(Machine machine, String in, Situation situation) {
    String look =
        situation
            .settings()
            .pool(machine.pool())
            .map(pool -> " " + pool.template().bootstrap().ifItDoesNotJoin())
            .orElse("");
    return new Reason(
        Code.NODE_NEVER_JOINED,
        "The server runs and its node did not join the cluster" + in + look);
  }

  private static Reason nodeNeverReady(Machine machine, String in) {
    Node node = machine.node();
    String look =
        node == null
            ? ""
            : " kubectl describe node "
                + node.name()
                + " shows more; a network plugin that does not start is the usual cause.";
    return new Reason(
        Code.NODE_NEVER_READY,
        "The node joined and never became Ready" + in + said(machine) + look);
  }

  /** What keeps its Node from being Ready, as far as somebody says; else nothing. */
  static String said(Machine machine) {
    Node node = machine.node();
    return node == null || node.whyNotReady().isEmpty()
        ? ""
        : " Kubernetes says: '" + node.whyNotReady() + "'.";
  }

  /**
   * One that served, and lost its Node, is looked after as such. Without its pending launch it may
   * have joined and served, and have lost its Node and our records since.
   */
  private static List<Proposal> neverJoined(Machine machine, Reason reason, Situation situation) {
    if (situation.isRegistered(machine.name())) {
      return List.of();
    }
    Long stranger = machine.pendingLaunch() == null ? situation.strangers().working(machine) : null;
    if (machine.pendingLaunch() != null || (isWaitedFor(machine, situation) && stranger == null)) {
      return GiveUpBoot.propose(machine, reason, situation);
    }
    String message =
        stranger != null
            ? "It has no Node and no pending launch, and runner " + stranger + " may work on it."
            : "It has no Node and no pending launch; it is given up unless its Node comes back.";
    return List.of(new Proposal.Explain(machine.name(), new Reason(Code.NODE_VANISHED, message)));
  }

  /**
   * It has the time that its Node may take to come back. A tenth less, so that a pending launch
   * lost in the last moment costs no more than the time-out twice.
   */
  private static boolean isWaitedFor(Machine machine, Situation situation) {
    return situation
        .age(situation.fleet().conditions().machines().vanishedNodes().get(machine.name()))
        .reached(limit(machine, situation).multipliedBy(9).dividedBy(10));
  }

  private static List<Proposal> runnerNeverCame(Machine machine, String in, Situation situation) {
    if (situation.fresh(situation.seen().runners()).isEmpty()) {
      String message = "Whether its runner registered" + " in time is not known.";
      Reason unknown = new Reason(Code.SOURCE_UNKNOWN, message);
      return List.of(new Proposal.Explain(machine.name(), unknown));
    }
    Reason reason =
        new Reason(
            Code.RUNNER_NEVER_CAME,
            "The node is there and no runner of it registered"
                + in
                + " It is no capacity and "
                + becomes(machine, situation)
                + whereItsRunnerIs(machine, situation));
    return List.of(
        new Proposal.Explain(machine.name(), reason),
        Proposal.warn(reason.code(), machine.name() + ": " + reason.message()),
        new Proposal.Remember(new StateChange.BootFailed(machine.name(), situation.now())));
  }

  private static String becomes(Machine machine, Situation situation) {
    String unseen = situation.unseen().on(machine);
    return unseen == null ? "goes at its hour's end. " : "stays. " + unseen + " ";
  }

  private static String whereItsRunnerIs(Machine machine, Situation situation) {
    if (situation.fresh(situation.seen().runnerPods()).isEmpty()) {
      return "Check that a runner pod is scheduled there and that its labels match"
          + " RUNNER_POD_SELECTOR.";
    }
    return machine.pods().stream()
        .findFirst()
        .map(pod ->
            "Its runner's pod is there: kubectl -n "
                + pod.namespace()
                + " logs "
                + pod.name()
                + " says why; a wrong registration token is the usual cause.")
        .orElse(
            "No pod that RUNNER_POD_SELECTOR selects is on it: look at the nodeSelector, the"
                + " tolerations and the labels of the runners' DaemonSet.");
  }

  private static Duration limit(Machine machine, Situation situation) {
    return situation.settings().timesOf(machine.pool()).provisioning();
  }
}
