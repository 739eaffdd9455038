package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Explainer;
import io.github.ciautoscaler.plan.Plan;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.Planner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that a pass saw, decided and learned; what is told and shown of it is made of this.
 *
 * @param standing why it may or may not act
 */
public record PassReport(
    Pass pass, Standing standing, FleetState fleet, Decided decided, Acts acts) {

  /**
   * How the pass went.
   *
   * @param number counts from 1 in this process
   * @param took wall time
   * @param succeeded whether every source answered completely
   */
  public record Pass(
      long number,
      Instant startedAt,
      Duration took,
      boolean succeeded,
      List<SourceHealth> sources) {

    public Pass {
      sources = List.copyOf(sources);
    }
  }

  /**
   * @param unguarded whether Leases may not be used, so that only one replica may run
   * @param hook how it stands with the forge's webhook
   */
  public record Standing(Mode mode, boolean unguarded, HookStatus hook) {}

  /**
   * @param settings as they were in this pass
   */
  public record Decided(PlanSettings settings, Plan plan) {}

  /**
   * @param started actions started by this pass
   * @param ended actions that ended since the last pass, with the outcome of each effect
   */
  public record Acts(List<Action> started, List<Ended> ended) {
    public Acts {
      started = List.copyOf(started);
      ended = List.copyOf(ended);
    }
  }

  public Mode mode() {
    return standing.mode;
  }

  public Plan plan() {
    return decided.plan;
  }

  /** Asks the rules of this pass once more. It costs as much as a plan. */
  public Explainer explain() {
    return new Planner(decided.settings).explain(fleet);
  }

  public List<SourceHealth> sources() {
    return pass.sources;
  }

  public List<Action> started() {
    return acts.started;
  }

  public List<Ended> ended() {
    return acts.ended;
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
