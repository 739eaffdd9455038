package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deletes runner rows of ours that are offline and whose machine is gone. */
final class OrphanRunnerCollector implements Proposer {

  static final Duration AFTER = Duration.ofMinutes(2);

  @Override
  public List<Proposal> propose(Situation situation) {
    return situation.evidence().map(evidence -> collect(evidence, situation)).orElse(List.of());
  }

  private static List<Proposal> collect(Evidence evidence, Situation situation) {
    List<Proposal> proposals = new ArrayList<>();
    for (Runner runner : situation.fleet().orphans().runners()) {
      var since = situation.fleet().conditions().orphans().runners().get(runner.id());
      if (situation.age(since).reached(AFTER)) {
        proposals.add(delete(runner, evidence));
      }
    }
    return proposals;
  }

  private static Proposal delete(Runner runner, Evidence evidence) {
    String why = "Runner " + runner.name() + " is offline and its machine is gone.";
    return Proposal.act(
        "runner/" + runner.id(),
        Kind.REMOVE_ORPHAN_RUNNER,
        new Reason(Code.ORPHAN_RUNNER, why),
        List.of(evidence.delete(runner.id())));
  }
}
