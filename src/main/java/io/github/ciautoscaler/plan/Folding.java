package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Plan.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one plan of all proposals; only here they meet. Their order decides: of several actions for
 * one machine the first is taken, of several explanations the last is shown.
 */
final class Folding {

  private final Set<String> inFlight;
  private final boolean paused;
  private final Map<String, Action> actions = new TreeMap<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Map<String, Reason> machineReasons = new HashMap<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final List<StateChange> changes = new ArrayList<>();

  Folding(Set<String> inFlight, boolean paused) {
    this.inFlight = inFlight;
    this.paused = paused;
  }

  Plan plan(
      List<Proposal> inOrder,
      Map<String, Instant> removableFrom,
      List<Assignment> jobs,
      Plan.Sizes sizes) {
    inOrder.forEach(this::fold);
    return new Plan(
        List.copyOf(actions.values()),
        changes,
        sizes,
        new Plan.Explanation(decisions, machineReasons, removableFrom, jobs, warnings));
  }

  private void fold(Proposal proposal) {
    switch (proposal) {
      case Proposal.Act(var action, var then) -> {
        if (!isTaken(action.machine()) && !isHeldByPause(action)) {
          take(action, then);
        }
      }
      case Proposal.NotDone(var subject, var reason) ->
          decisions.add(new Decision(subject, null, reason));
      case Proposal.Explain(var machine, var reason) -> machineReasons.put(machine, reason);
      case Proposal.Warn(var warning) -> {
        if (!warnings.contains(warning)) {
          warnings.add(warning);
        }
      }
      case Proposal.Remember(var change) -> changes.add(change);
    }
  }

  /** Whether something is under way for it, or an earlier action is: the next pass decides anew. */
  private boolean isTaken(String machine) {
    return inFlight.contains(machine) || actions.containsKey(machine);
  }

  private boolean isHeldByPause(Action action) {
    return paused && !action.isAllowedWhilePaused();
  }

  private void take(Action action, List<StateChange> then) {
    actions.put(action.machine(), action);
    if (action.kind() != Kind.ANNOTATE) {
      decisions.add(new Decision(action.machine(), action.kind(), action.reason()));
    }
    changes.addAll(then);
  }
}
