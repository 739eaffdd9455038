package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * U1: no machine is given more jobs than the owner allows, in truth. A job is too many that begins
 * so long after the last one that is allowed could be seen that the runner could have been
 * disabled.
 */
final class UseCounts {

  /** The fetch window, and an action that was under way for the machine. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  /** Poll intervals from when a job can be seen to the disable, and in which one is seen. */
  private static final int PASSES = 3;

  /** A job that runs, and was not there for long enough to be seen. */
  private record Unseen(long server, RunnerPark.Begun use) {
    boolean hasEnded() {
      return use.row().hands().stream()
          .map(RunnerProcess::job)
          .noneMatch(job -> job != null && job.id() == use.job());
    }
  }

  private final World world;
  private final Hindrances hindrances;
  private final WatchRecord watch;
  private final int most;
  private final boolean canDisable;
  private final Duration passes;
  private final Map<Long, Integer> given = new HashMap<>();
  private final Map<Long, Integer> seen = new HashMap<>();
  private final Map<Long, Instant> seenUsedUp = new HashMap<>();
  private final List<Unseen> unseen = new ArrayList<>();
  private int begunSeen;

  UseCounts(World world, Scenario scenario, Hindrances hindrances, WatchRecord watch) {
    this.world = world;
    this.hindrances = hindrances;
    this.watch = watch;
    this.most = Surrounding.maxUses(scenario.surroundings());
    this.canDisable = SimForge.info(scenario.forgeVersion()).can(Capability.DISABLE_RUNNER);
    this.passes = scenario.poll().multipliedBy(PASSES);
  }

  void look() {
    List<RunnerPark.Begun> begun = world.forge().begun();
    for (; most > 0 && begunSeen < begun.size(); begunSeen++) {
      RunnerPark.Begun use = begun.get(begunSeen);
      Long server = world.origins().serverBehind(use.row().machine());
      if (server != null) {
        given.merge(server, 1, Integer::sum);
        unseen.add(new Unseen(server, use));
        judge(server, use);
      }
    }
    unseen.removeIf(one -> isSeen(one) || one.hasEnded());
  }

  private boolean isSeen(Unseen one) {
    if (withoutLoss(one.server, one.use.at(), world.now()).compareTo(passes) < 0) {
      return false;
    }
    if (seen.merge(one.server, 1, Integer::sum) == most) {
      seenUsedUp.put(one.server, world.now());
    }
    return true;
  }

  /** Who enabled the row since, or registered it, opened a new while. */
  private void judge(long server, RunnerPark.Begun use) {
    Instant last = seenUsedUp.get(server);
    if (last == null || !canDisable || world.origins().maker(server) != Maker.US) {
      return;
    }
    Instant from = use.row().switched().isAfter(last) ? use.row().switched() : last;
    if (withoutLoss(server, from, use.at()).compareTo(SLACK.plus(passes)) > 0) {
      watch.broken(
          "U1",
          use.row().machine(),
          "job "
              + use.job()
              + " is its job "
              + given.get(server)
              + ", and it was known to have had "
              + most
              + " at "
              + last);
    }
  }

  private Duration withoutLoss(long server, Instant from, Instant to) {
    return Duration.between(from, to).minus(hindrances.lost(server, from, to).time());
  }

  /** Whether it was given all jobs that it may be given. */
  boolean isUsedUp(long server) {
    look();
    return most > 0 && given.getOrDefault(server, 0) >= most;
  }
}
