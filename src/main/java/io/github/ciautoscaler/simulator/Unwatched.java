package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;

/** Nobody looks at what a process does, and it lives on. */
final class Unwatched implements SimBackground.Watch {

  @Override
  public boolean diesHere() {
    return false;
  }

  @Override
  public void touchedState() {}

  @Override
  public void mayStandStill() {}

  @Override
  public void sent(EffectChain chain, Effect effect, Duration onTheWay) {}

  @Override
  public void tookPlace(EffectChain chain, Effect effect, Outcome outcome, String leader) {}

  @Override
  public void answered(EffectChain chain, Effect effect, Outcome outcome) {}
}
