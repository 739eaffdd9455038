package io.github.ciautoscaler.reconcile;

import java.time.InstantSource;

/** Everything outside that a pass needs. */
public record Ports(Outside outside, Shared shared, Process process) {

  /** The systems that are watched and changed. */
  public record Outside(Forge forge, ServerCloud cloud, Cluster cluster) {}

  /** What all replicas share, and what outlives them. */
  public record Shared(StateStore state, LeaseStore leases) {}

  /** What each process has for itself. */
  public record Process(Background background, Randomness randomness, SharedClock clock) {

    /**
     * @param clock is right, whatever the systems say
     */
    public Process(Background background, Randomness randomness, InstantSource clock) {
      this(background, randomness, SharedClock.right(clock));
    }
  }

  public Forge forge() {
    return outside.forge;
  }

  public ServerCloud cloud() {
    return outside.cloud;
  }

  public Cluster cluster() {
    return outside.cluster;
  }

  public StateStore state() {
    return shared.state;
  }

  public LeaseStore leases() {
    return shared.leases;
  }

  public Background background() {
    return process.background;
  }

  public Randomness randomness() {
    return process.randomness;
  }

  public SharedClock clock() {
    return process.clock;
  }
}
