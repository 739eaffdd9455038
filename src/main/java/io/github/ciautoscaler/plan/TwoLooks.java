package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import java.util.List;

/** Two complete looks, both after a moment, both without a running job or a busy flag. */
final class TwoLooks {

  private TwoLooks() {}

  static Progress after(Instant moment, Termination termination, Evidence evidence) {
    Instant look = evidence.lookedAt();
    if (look.isBefore(moment) || isBusy(termination)) {
      String waits = " Its runners take no job; waits until " + moment + " to be sure.";
      return Progress.holds(
          termination.explain(new Reason(Code.FETCH_WINDOW, termination.why().message() + waits)));
    }
    Instant first = termination.phase().looks().first();
    if (first == null || first.isBefore(moment)) {
      return record(termination, NodeAnnotations.FIRST_LOOK, look, Code.FETCH_WINDOW);
    }
    return look.isAfter(first) ? Progress.PASSED : Progress.holds();
  }

  static Progress record(Termination termination, String key, Instant at, Code code) {
    NodePatch patch = NodePatch.annotate(key, at.toString());
    return Progress.holds(
        termination.act(
            Kind.ANNOTATE,
            new Reason(code, "Recorded " + key + "."),
            List.of(new Effect.PatchNode(termination.machine().nodeName(), patch))));
  }

  private static boolean isBusy(Termination termination) {
    return termination.machine().runners().stream().anyMatch(row -> row.online() && row.busy());
  }
}
