package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.plan.Effect;

/** Turns an effect into the one call that it stands for. */
public interface EffectPerformer {
  Outcome perform(Effect effect);
}
