package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@link TerminationRules} about every machine that stays, and the {@link CancelRules}
 * about every one on its way out, and takes the next step of those that go.
 */
final class ScaleDown implements Proposer {

  private static final Reason PAUSED = new Reason(Code.PAUSED, "Stays while paused.");
  private static final String REMOVES_NONE = "Nothing is removed while unknown: ";

  @Override
  public List<Proposal> propose(Situation situation) {
    List<Proposal> proposals = new ArrayList<>();
    if (!situation.seen().servers().wasRead()) {
      return proposals;
    }
    for (Machine machine : situation.fleet().machines()) {
      Node node = machine.node();
      if (node != null && machine.isOurs()) {
        proposals.addAll(
            machine.phase() instanceof Terminating terminating
                ? leaving(Termination.of(machine, node, terminating, situation), situation)
                : staying(machine, node, situation));
      }
    }
    return proposals;
  }

  private static List<Proposal> staying(Machine machine, Node node, Situation situation) {
    return switch (TerminationRules.ask(machine, situation)) {
      case Answer.NoOpinion _ -> List.of();
      case Answer.Keep(var why) -> List.of(new Proposal.Explain(machine.name(), why));
      case Answer.WaitUntil(_, var why) -> List.of(new Proposal.Explain(machine.name(), why));
      case Answer.Terminate(var because) -> terminate(machine, node, because, situation);
    };
  }

  private static List<Proposal> terminate(
      Machine machine, Node node, Reason because, Situation situation) {
    String name = machine.name();
    if (situation.isPaused()) {
      return List.of(new Proposal.Explain(name, PAUSED));
    }
    return List.of(
        new Proposal.Explain(name, because),
        situation
            .evidence()
            .map(evidence -> BeginTermination.of(machine, node, because, evidence, situation))
            .orElseGet(() -> new Proposal.NotDone(name, unknown(REMOVES_NONE, situation))));
  }

  /** Why no termination may begin now, whatever the rules say; null where one may. */
  static @Nullable Reason against(Situation situation) {
    if (situation.isPaused()) {
      return PAUSED;
    }
    return situation.evidence().isPresent() ? null : unknown(REMOVES_NONE, situation);
  }

  private static List<Proposal> leaving(Termination termination, Situation situation) {
    List<Proposal> proposals = new ArrayList<>();
    proposals.add(termination.explain(termination.why()));
    if (CancelRules.ask(termination, situation) instanceof Answer.Keep(var why)) {
      proposals.add(CancelTermination.of(termination.machine(), why));
    } else {
      situation
          .evidence()
          .ifPresentOrElse(
              evidence -> proposals.addAll(TerminationSteps.next(termination, evidence, situation)),
              () ->
                  proposals.add(
                      new Proposal.NotDone(
                          termination.name(), unknown("Waits while unknown: ", situation))));
    }
    return proposals;
  }

  private static Reason unknown(String words, Situation situation) {
    return new Reason(Code.SOURCE_UNKNOWN, words + situation.freshness().unknown() + ".");
  }
}
