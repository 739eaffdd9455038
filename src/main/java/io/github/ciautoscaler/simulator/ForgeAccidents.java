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

  /** Shorter than the forge waits before it gives a silent job up. */
  boolean runnerSilent() {
    List<RunnerProcess> working =
        world.forge().processes().stream()
            .filter(process -> process.job() != null && !process.isSilent())
            .toList();
    if (working.isEmpty()) {
      return false;
    }
    Duration length = Duration.ofSeconds(world.dice().between(30, 500));
    world.forge().silence(world.dice().oneOf(working), length);
    return true;
  }

  boolean rowDoubled() {
    List<RunnerProcess> idle =
        world.forge().processes().stream()
            .filter(process -> process.job() == null && process.row() != null)
            .toList();
    if (idle.isEmpty()) {
      return false;
    }
    world.forge().registerAgain(world.dice().oneOf(idle));
    return true;
  }
}
