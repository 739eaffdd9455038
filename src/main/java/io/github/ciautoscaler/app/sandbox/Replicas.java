package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.simulator.Deployments;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;

/** A Deployment of five replicas that keep apart, which comes and goes every two hours. */
final class Replicas {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration STAY = Duration.ofMinutes(45);
  private static final Duration EVERY = Duration.ofHours(2);
  private static final String NAME = "web";
  private static final int COUNT = 5;

  /** What each asks for, in thousandths of a core. */
  private static final long MILLI_CPU = 500;

  private final World world;
  private final Deployments deployments;
  private boolean stopped;

  private Replicas(World world) {
    this.world = world;
    this.deployments = new Deployments(world);
  }

  static Replicas start(World world) {
    Replicas replicas = new Replicas(world);
    world.after(FIRST, replicas::come);
    return replicas;
  }

  private void come() {
    if (!stopped) {
      deployments.scale(NAME, COUNT, MILLI_CPU, true);
      world.after(STAY, this::go);
      world.after(EVERY, this::come);
    }
  }

  private void go() {
    deployments.scale(NAME, 0, MILLI_CPU, true);
  }

  /** It goes, and comes no more. */
  void stop() {
    stopped = true;
    go();
  }
}
