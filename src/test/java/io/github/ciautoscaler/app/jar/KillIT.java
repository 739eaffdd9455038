package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} while jobs come, run and end: at a random moment of the start-up every second
 * time, else at one of the life after the first pass. Nothing is lost by it.
 */
class KillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LONGEST_START_MILLIS = 8_000;
  private static final int LONGEST_LIFE_MILLIS = 4_000;

  @Test
  void sixKillsLoseNothing() {
    live("kill", 6, Rbac.EVERYTHING, 21);
  }

  @Test
  void withTheOriginalsRightsNothingIsRecordedAndStillNothingIsLost() {
    live("kill-original", 3, Rbac.ORIGINAL, 22);
  }

  @Test
  @Tag("soak")
  void aHundredKillsLoseNothing() {
    live("kill-soak", 100, Rbac.EVERYTHING, 23);
  }

  private static void live(String name, int kills, Rbac rights, long seed) {
    Random random = new Random(seed);
    try (WorldBeside world = WorldBeside.start(name, seed)) {
      world.sandbox().permit(rights);
      for (int i = 0; i < kills; i++) {
        world.push(random);
        try (JarProcess process = world.process()) {
          await(i % 2 == 1, world, process, random);
          process.kill();
        }
        world.assertNothingBroken();
        if ((i + 1) % 10 == 0) {
          System.out.println(figures(i + 1, world));
        }
      }
      assertThat(world.launched()).as("machines that the killed ones launched").isPositive();
      try (JarProcess process = world.process()) {
        process.awaitFirstPass();
        world.push(random);
        world.assertNoServerIsForgotten(process);
        world.until(process, "every job is done", PATIENCE, world::isEveryJobDone);
        world.until(process, "no server, node or runner is left", PATIENCE, world::isNothingLeft);
        world.assertServedAndSilent(process);
      }
      System.out.println(figures(kills, world));
    }
  }

  /** The moment to die at. */
  private static void await(
      boolean duringStart, WorldBeside world, JarProcess process, Random random) {
    if (duringStart) {
      Await.passing(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
      return;
    }
    process.awaitFirstPass();
    world.assertNoServerIsForgotten(process);
    Await.passing(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
  }

  private static String figures(int kills, WorldBeside world) {
    return "KILLS kills=%d jobs=%d machines=%d violations=%d"
        .formatted(kills, world.jobs(), world.launched(), world.violations().size());
  }
}
