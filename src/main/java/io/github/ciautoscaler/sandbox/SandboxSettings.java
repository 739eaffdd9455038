package io.github.ciautoscaler.sandbox;

import io.github.ciautoscaler.simulator.Workload;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is started.
 *
 * @param seed picks the jobs, the delays and whatever else is left to chance
 * @param speed world seconds per second
 * @param port of the control endpoints; Gitea, Hetzner and Kubernetes follow it; 0 for free ones
 */
public record SandboxSettings(long seed, double speed, int port, Shown shown) {

  /**
   * What its world is like.
   *
   * @param forgeVersion of Gitea; null for the newest that is simulated
   * @param start the world's first moment
   * @param people lets people push by themselves, and says how they are stopped
   */
  public record Shown(
      @Nullable String forgeVersion, Instant start, Function<World, Runnable> people) {}

  /** As somebody gets it who asks for nothing. */
  public static SandboxSettings standard() {
    return new SandboxSettings(
        1, 60, 0, shown(null, world -> Workload.start(world, Workload.Rhythm.standard())::stop));
  }

  /** Where nothing happens but what is asked for, on free ports. */
  public static SandboxSettings quiet(long seed, double speed) {
    return quiet(seed, speed, null);
  }

  /** The same with a Gitea of this version. */
  public static SandboxSettings quiet(long seed, double speed, @Nullable String forgeVersion) {
    return new SandboxSettings(seed, speed, 0, shown(forgeVersion, world -> () -> {}));
  }

  private static Shown shown(@Nullable String forgeVersion, Function<World, Runnable> people) {
    return new Shown(forgeVersion, WorldSettings.standard(0).start(), people);
  }
}
