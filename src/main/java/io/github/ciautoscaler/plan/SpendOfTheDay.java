package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.DaySpend;
import io.github.ciautoscaler.fleet.StateChange;
import java.util.List;

/** Remembers what today cost so far where a limit asks for it: a restart must not forget it. */
final class SpendOfTheDay implements Proposer {

  @Override
  public List<Proposal> propose(Situation situation) {
    boolean isAsked = situation.settings().caps().spend().perDay() != null;
    if (!isAsked || situation.fresh(situation.seen().servers()).isEmpty()) {
      return List.of();
    }
    DaySpend before = situation.seen().stored().measurements().spend();
    DaySpend now = Costs.day(situation.fleet());
    Proposals facts = new Proposals();
    if (!now.equals(before)) {
      facts.remember(new StateChange.DaySpent(now));
    }
    return facts.all();
  }
}
