package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Knows which decisions are new and which stand since earlier passes. */
final class DecisionTracker {

  private record Key(String subject, Action.@Nullable Kind action, Reason.Code code) {
    static Key of(Decision decision) {
      return new Key(decision.subject(), decision.action(), decision.reason().code());
    }
  }

  /** What the pass before did not begin. */
  private Map<Key, DecisionStatus> standing = Map.of();

  List<DecisionStatus> follow(PassReport report, Consumer<FleetEvent> tell) {
    Instant now = report.fleet().seen().now();
    Set<Reason.Code> reasons = reasons();
    List<DecisionStatus> all = new ArrayList<>();
    Map<Key, DecisionStatus> next = new HashMap<>();
    for (Decision decision : report.plan().decisions()) {
      DecisionStatus status = status(decision, isBegun(report, decision), now);
      all.add(status);
      if (!status.begun()) {
        next.put(Key.of(decision), status);
      }
      if (status.passes() == 1) {
        tell.accept(event(status, !reasons.contains(decision.reason().code())));
      }
    }
    standing = next;
    return all;
  }

  private static DecisionEvent event(DecisionStatus status, boolean newReason) {
    return status.begun()
        ? new DecisionEvent.Taken(status.decision())
        : new DecisionEvent.NotTaken(status.decision(), newReason);
  }

  private DecisionStatus status(Decision decision, boolean begun, Instant now) {
    DecisionStatus before = begun ? null : standing.get(Key.of(decision));
    return before == null
        ? new DecisionStatus(decision, begun, now, 1)
        : new DecisionStatus(decision, false, before.since(), before.passes() + 1);
  }

  /** For which something was decided against in the pass before. */
  private Set<Reason.Code> reasons() {
    Set<Reason.Code> reasons = new HashSet<>();
    for (Key key : standing.keySet()) {
      if (key.action() == null) {
        reasons.add(key.code());
      }
    }
    return reasons;
  }

  private static boolean isBegun(PassReport report, Decision decision) {
    return report.started().stream()
        .anyMatch(action ->
            action.kind() == decision.action() && action.machine().equals(decision.subject()));
  }
}
