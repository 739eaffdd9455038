package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Secret;

/** Where names and tokens come from. */
public interface Randomness {

  /** Bits for names; need not be secret. */
  long nextLong();

  /** A bootstrap token's secret: 16 characters of [a-z0-9], not guessable. */
  Secret tokenSecret();
}
