package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.List;

/** What one part of the planner asks for. {@link Folding} makes one plan of all of them. */
sealed interface Proposal {

  /**
   * An action.
   *
   * @param changes of what we remember, if it is taken into the plan
   */
  record Act(Action action, List<StateChange> changes) implements Proposal {
    public Act {
      changes = List.copyOf(changes);
    }
  }

  /** Something that would have to be done, and why it is not. */
  record NotDone(String subject, Reason reason) implements Proposal {}

  /** Why a machine is as it is, and what happens next. */
  record Explain(String machine, Reason reason) implements Proposal {}

  /** Something that a person has to mend. */
  record Warn(Plan.Warning warning) implements Proposal {}

  /** A change of what we remember, whatever else is done. */
  record Remember(StateChange change) implements Proposal {}

  static Proposal act(String machine, Kind kind, Reason reason, List<Effect> effects) {
    return new Act(new Action(machine, kind, reason, effects), List.of());
  }

  static Proposal warn(Reason.Code code, String message) {
    return new Warn(new Plan.Warning(code.name(), message));
  }
}
