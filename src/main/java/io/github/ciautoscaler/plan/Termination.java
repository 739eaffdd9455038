package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/**
 * A machine on its way out.
 *
 * @param cause the rule because of which it goes
 * @param why the same as it is said
 */
record Termination(
    Machine machine, Node node, Terminating phase, TerminationCause cause, Reason why) {

  private static final String WEAK =
      " This forge cannot disable runners, so a job that is being fetched at this moment may be"
          + " lost; Gitea 1.26 can.";

  static Termination of(Machine machine, Node node, Terminating phase, Situation situation) {
    TerminationCause cause = TerminationRules.causeOf(phase);
    Reason why =
        situation.canDisable()
            ? new Reason(cause.code(), cause.because())
            : new Reason(Code.WEAK_TERMINATION, cause.because() + WEAK);
    return new Termination(machine, node, phase, cause, why);
  }

  String name() {
    return machine.name();
  }

  /** Whether it goes without waiting for jobs. */
  boolean isForced() {
    return machine.isForced();
  }

  /** Whether the forge says that a job runs there that must end first. */
  boolean waitsForJob() {
    return !machine.jobs().isEmpty() && !isForced();
  }

  boolean isDeleting() {
    return phase.step() == Terminating.Step.DELETING;
  }

  Proposal explain(Reason reason) {
    return new Proposal.Explain(name(), reason);
  }

  Proposal act(Kind kind, Reason reason, List<Effect> effects) {
    return Proposal.act(name(), kind, reason, effects);
  }
}
