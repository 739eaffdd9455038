package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Randomness;

/** Names and tokens from the world's dice. */
record SimRandomness(Dice dice) implements Randomness {

  @Override
  public long nextLong() {
    return dice.bits();
  }

  @Override
  public Secret tokenSecret() {
    return new Secret(dice.word(16));
  }
}
