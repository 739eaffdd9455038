package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.List;

/** The same workflow again and again, in one repository. */
public final class Pushes {

  private final World world;
  private final Duration between;
  private final List<JobSpec> jobs;
  private boolean stopped;

  private Pushes(World world, Duration between, List<JobSpec> jobs) {
    this.world = world;
    this.between = between;
    this.jobs = List.copyOf(jobs);
  }

  /** Begins to push into this world, the first time now. */
  public static Pushes start(World world, Duration between, List<JobSpec> jobs) {
    Pushes pushes = new Pushes(world, between, jobs);
    world.after(Duration.ZERO, pushes::push);
    return pushes;
  }

  /** Nobody pushes any more. */
  public void stop() {
    stopped = true;
  }

  private void push() {
    if (!stopped) {
      world.forge().submit(world.forge().repos().getFirst(), jobs);
      world.after(between, this::push);
    }
  }
}
