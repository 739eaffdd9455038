package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.RunningJobs;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.fleet.StoredState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this pass shows of labels, of jobs that nobody takes or that ended, and of cool-downs that
 * are over.
 */
final class LearntFacts implements Proposer {

  @Override
  public List<Proposal> propose(Situation situation) {
    FleetState fleet = situation.fleet();
    StoredState stored = fleet.seen().stored();
    Proposals facts = new Proposals();
    boolean changed = Learning.remember(fleet, situation.freshness().mayLaunch(), facts);
    Map<Set<String>, Set<Long>> unservable =
        UnservableJobs.of(fleet, situation.fresh(situation.seen().queued()), changed);
    if (!unservable.equals(stored.runners().unservable())) {
      facts.remember(new StateChange.JobsUnservable(unservable));
    }
    List<RunningJobs.Ended> ended = fleet.conditions().jobs().running().ended();
    Instant now = situation.now();
    if (!ended.isEmpty()) {
      facts.remember(new StateChange.JobsMeasured(ended, now));
    }
    if (stored.health().coolDowns().values().stream().anyMatch(one -> !one.holds(now))) {
      facts.remember(new StateChange.CoolDownsEnded(now));
    }
    return facts.all();
  }
}
