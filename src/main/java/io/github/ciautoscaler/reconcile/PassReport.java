package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that a pass saw, decided and learned; what is told and shown of it is made of this.
 *
 * @param number counts from 1 in this process
 * @param took wall time of the pass
 * @param succeeded whether every source answered completely
 * @param mode why it may or may not act
 * @param unguarded whether Leases may not be used, so that only one replica may run
 * @param started actions started by this pass
 * @param ended actions that ended since the last pass, with the outcome of each effect
 */
public record PassReport(
    long number,
    Instant startedAt,
    Duration took,
    boolean succeeded,
    Mode mode,
    boolean unguarded,
    List<SourceHealth> sources,
    FleetState fleet,
    Plan plan,
    List<Action> started,
    List<Ended> ended) {

  public PassReport {
    sources = List.copyOf(sources);
    started = List.copyOf(started);
    ended = List.copyOf(ended);
  }

  /** Whether this process may act. */
  public enum Mode {
    ACTING,
    PAUSED,
    DRY_RUN,
    NOT_LEADER,
    OBSERVING_AFTER_START
  }

  /** An action that ended. */
  public record Ended(Action action, List<Outcome> outcomes, Instant at) {
    public Ended {
      outcomes = List.copyOf(outcomes);
    }

    public boolean succeeded() {
      return outcomes.size() == action.effects().size()
          && outcomes.stream().allMatch(Outcome::succeeded);
    }
  }
}
