package io.github.ciautoscaler.reconcile;

import java.time.InstantSource;

/** Everything outside that a pass needs. */
public record Ports(
    Forge forge,
    ServerCloud cloud,
    Cluster cluster,
    StateStore state,
    LeaseStore leases,
    Background background,
    Randomness randomness,
    SharedClock clock) {

  /**
   * @param clock is right, whatever the systems say
   */
  public Ports(
      Forge forge,
      ServerCloud cloud,
      Cluster cluster,
      StateStore state,
      LeaseStore leases,
      Background background,
      Randomness randomness,
      InstantSource clock) {
    this(forge, cloud, cluster, state, leases, background, randomness, SharedClock.right(clock));
  }
}
