package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One action under way: its effects one after the other until the first failure. Stepped by one
 * thread at a time; watched by the pass.
 */
public final class EffectChain {

  /** What was seen before this process stood still for so long may not be so any more. */
  private static final Duration LOOK_HOLDS = Duration.ofSeconds(90);

  private final Action action;
  private final EffectPerformer performer;
  private final BooleanSupplier mayAct;
  private final InstantSource clock;
  private final List<Outcome> outcomes = new ArrayList<>();
  private @Nullable Instant lookedAt;
  private boolean finished;

  EffectChain(
      Action action, EffectPerformer performer, BooleanSupplier mayAct, InstantSource clock) {
    this.action = action;
    this.performer = performer;
    this.mayAct = mayAct;
    this.clock = clock;
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
    complete(begin().get());
  }

  /**
   * Decides whether the next effect may be performed at this moment. The returned call performs it,
   * or is refused; its outcome is for {@link #complete}. Apart, so that the simulator can let time
   * pass between the decision, the effect and its answer.
   */
  public Supplier<Outcome> begin() {
    if (!mayAct.getAsBoolean()) {
      return () ->
          new Outcome.Refused("this replica is not the leader any more, or it is shutting down");
    }
    Effect effect = next();
    Instant now = clock.instant();
    Instant looked = lookedAt;
    if (Age.of(looked, now).exceeds(LOOK_HOLDS)) {
      return () -> new Outcome.Refused("what the last look saw was so at " + looked);
    }
    lookedAt = effect.isLook() ? now : null;
    return () -> perform(effect);
  }

  private Outcome perform(Effect effect) {
    try {
      return performer.perform(effect);
    } catch (RuntimeException defect) {
      // A port never throws; if it does all the same, the call may have been made.
      return new Outcome.Unknown("unexpected " + defect.getClass().getSimpleName());
    }
  }

  /** Records how the effect that was begun ended. */
  public synchronized void complete(Outcome outcome) {
    outcomes.add(outcome);
    finished = !outcome.succeeded() || outcomes.size() == action.effects().size();
  }
}
