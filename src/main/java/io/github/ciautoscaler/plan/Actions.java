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

/** Collects what one pass decides, and keeps at most one action per machine. */
final class Actions {

  private final Set<String> inFlight;
  private final boolean paused;
  private final Map<String, Action> actions = new TreeMap<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Map<String, Reason> machineReasons = new HashMap<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final List<StateChange> changes = new ArrayList<>();

  Actions(Set<String> inFlight, boolean paused) {
    this.inFlight = inFlight;
    this.paused = paused;
  }

  boolean isTaken(String machine) {
    return inFlight.contains(machine) || actions.containsKey(machine);
  }

  /**
   * Starts this, unless something is under way for the machine; then the next pass decides anew.
   */
  boolean start(String machine, Kind kind, Reason reason, List<Effect> effects) {
    if (isTaken(machine) || (paused && !kind.isAllowedWhilePaused())) {
      return false;
    }
    actions.put(machine, new Action(machine, kind, reason, effects));
    if (kind != Kind.NOTE) {
      decisions.add(new Decision(machine, kind, reason));
    }
    return true;
  }

  void notDone(String subject, Reason reason) {
    decisions.add(new Decision(subject, null, reason));
  }

  void explain(String machine, Reason reason) {
    machineReasons.put(machine, reason);
  }

  void warn(Reason.Code code, String message) {
    Warning warning = new Warning(code.name(), message);
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  void remember(StateChange change) {
    changes.add(change);
  }

  Plan plan(Map<String, Instant> removableFrom, List<Assignment> jobs, int desiredNodes) {
    return new Plan(
        List.copyOf(actions.values()),
        decisions,
        machineReasons,
        removableFrom,
        jobs,
        warnings,
        desiredNodes,
        changes);
  }
}
