package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.simulator.Undisturbed;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The planner and reconciler of this very program, as they run in production. */
record Ours(PlanSettings plan, boolean everyPass) implements Policy {

  private static final Duration STRIDE = Duration.ofMinutes(30);

  /** So long after the trace a queue is given up that does not empty. */
  private static final Duration AT_MOST_AFTER = Duration.ofDays(60);

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public String source() {
    return "this program: the production planner and reconciler";
  }

  @Override
  public void run(ReplayWorld replayed, Progress progress) {
    plan.pools().forEach(pool -> deployRunners(replayed.world(), pool));
    Undisturbed process = new Undisturbed(replayed.world(), plan, everyPass);
    Instant latest = replayed.trace().ends().plus(AT_MOST_AFTER);
    while (!replayed.isOver() && replayed.world().now().isBefore(latest)) {
      process.runUntil(replayed.world().now().plus(STRIDE));
      progress.reached(replayed.trace(), replayed.world().now());
    }
  }

  /** The runners on each pool's machines are as the owner says. */
  private static void deployRunners(World world, Pool pool) {
    Set<String> labels = pool.labels();
    if (labels != null) {
      world.forge().labelRunners(pool.name(), labels);
    }
    world.cluster().deployRunners(pool.name(), pool.slots());
  }
}
