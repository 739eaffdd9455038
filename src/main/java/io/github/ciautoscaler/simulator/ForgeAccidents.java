package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.util.List;

/** What goes wrong in the forge. */
final class ForgeAccidents {

  private final World world;
  private final Mends mends;

  ForgeAccidents(World world, Mends mends) {
    this.world = world;
    this.mends = mends;
  }

  boolean jobHeldBack() {
    ForgeJob job =
        world
            .forge()
            .submit(
                world.dice().oneOf(world.forge().repos()),
                List.of(JobSpec.of("deploy", Duration.ofMinutes(2), "linux")))
            .getFirst();
    world.forge().holdBack(job);
    mends.within(600, 14_400, () -> world.forge().cancel(job));
    return true;
  }
}
