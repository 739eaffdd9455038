package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import java.util.List;

/** When a machine goes: the rules in their order. The first that has an opinion decides. */
final class TerminationRules {

  /** Where a Node does not say readably why its machine goes. */
  private static final TerminationCause OTHERWISE = new HourEndRule();

  static final List<TerminationRule> IN_ORDER =
      List.of(
          new PodsUnknownRule(),
          new UnseenRunnerRule(),
          new OperatorDrainRule(),
          new LostNodeRule(),
          new NoRunnerRule(),
          new RunningJobRule(),
          new RunningPodsRule(),
          new UsedUpRule(),
          new AboveMaximumRule(),
          new RemovedPoolRule(),
          new NeededRule(),
          new PendingPodsRule(),
          new KeptReadyRule(),
          new NeverRule(),
          new HourEndRule(),
          new UnusableRunnerRule(),
          new PaidHourRule());

  private TerminationRules() {}

  static Answer ask(Machine machine, Situation situation) {
    for (TerminationRule rule : IN_ORDER) {
      Answer answer = rule.ask(machine, situation);
      if (!answer.equals(Answer.NONE)) {
        return answer;
      }
    }
    return Answer.NONE;
  }

  /** Why a termination began, as the Node says. */
  static TerminationCause causeOf(Terminating terminating) {
    for (TerminationRule rule : IN_ORDER) {
      if (rule instanceof TerminationCause cause
          && cause.code().name().equals(terminating.reason())) {
        return cause;
      }
    }
    return OTHERWISE;
  }
}
