package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One action under way: its effects one after the other until the first failure. Stepped by one
 * thread at a time; watched by the pass.
 */
public final class EffectChain {

  private final Action action;
  private final EffectPerformer performer;
  private final BooleanSupplier mayAct;
  private final List<Outcome> outcomes = new ArrayList<>();
  private boolean finished;

  EffectChain(Action action, EffectPerformer performer, BooleanSupplier mayAct) {
    this.action = action;
    this.performer = performer;
    this.mayAct = mayAct;
    this.finished = action.effects().isEmpty();
  }

  public Action action() {
    return action;
  }

  /** The effect that the next step performs. */
  public synchronized Effect next() {
    return action.effects().get(outcomes.size());
  }

  public synchronized boolean isFinished() {
    return finished;
  }

  /** Outcomes of the effects so far, in their order. */
  public synchronized List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** Performs the next effect. */
  public void step() {
    if (!mayAct.getAsBoolean()) {
      complete(
          new Outcome.Refused("this replica is not the leader any more, or it is shutting down"));
      return;
    }
    try {
      complete(performer.perform(next()));
    } catch (RuntimeException defect) {
      // A port never throws; if it does all the same, the call may have been made.
      complete(new Outcome.Unknown("unexpected " + defect.getClass().getSimpleName()));
    }
  }

  private synchronized void complete(Outcome outcome) {
    outcomes.add(outcome);
    finished = !outcome.succeeded() || outcomes.size() == action.effects().size();
  }
}
