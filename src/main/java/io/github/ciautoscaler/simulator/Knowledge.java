package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * S4: what takes a machine from work, ends a pod or removes anything rests on complete and fresh
 * answers of every source; and a queue that is not known whole lowers no demand. Judged by what the
 * world gave out, not by what the process made of it.
 */
final class Knowledge {

  private static final Duration FRESH = Duration.ofSeconds(30);

  /** The list of servers is read as seldom as once a minute while the request budget is low. */
  private static final Duration FRESH_SERVERS = Duration.ofSeconds(75);

  /** A pass may wait so long between its reads and its end. */
  private static final Duration WITHIN_A_PASS = Duration.ofSeconds(4);

  private final World world;
  private final Duration fresh;
  private final WatchRecord watch;

  Knowledge(World world, Scenario scenario, WatchRecord watch) {
    this.world = world;
    Duration polls = scenario.poll().multipliedBy(3);
    this.fresh = polls.compareTo(FRESH) > 0 ? polls : FRESH;
    this.watch = watch;
  }

  void afterPass(Replica replica, PassReport report) {
    for (Action action : report.started()) {
      if (action.effects().stream().anyMatch(Knowledge::takesAway)) {
        mustRestOnKnowledge(action, replica.answers());
      } else if (action.kind() == Action.Kind.RESOLVE_LAUNCH) {
        mustKnowServers(action, replica.answers());
      }
    }
    if (!replica.answers().isComplete(Asked.QUEUED) && !replica.awaitsAnswer()) {
      mustKeepDemand(replica.answers(), report);
    }
  }

  private static boolean takesAway(Effect effect) {
    return switch (effect) {
      case Effect.DeleteServer _,
          Effect.DeleteNode _,
          Effect.DeleteRunner _,
          Effect.DisableRunner _,
          Effect.EvictPod _ ->
          true;
      case Effect.PatchNode(var node, var patch) -> Boolean.TRUE.equals(patch.terminationTaint());
      case Effect.CreateJoinToken _,
          Effect.DeleteJoinToken _,
          Effect.CreateServer _,
          Effect.FindServer _,
          Effect.LabelServer _,
          Effect.AttachServer _,
          Effect.PowerOnServer _,
          Effect.VerifyUnoccupied _,
          Effect.VerifyServerGone _,
          Effect.EnableRunner _ ->
          false;
    };
  }

  private void mustRestOnKnowledge(Action action, Answers answers) {
    for (Asked asked :
        List.of(Asked.QUEUED, Asked.RUNNING, Asked.RUNNERS, Asked.NODES, Asked.RUNNER_PODS)) {
      mustBeKnown(action, asked.name(), answers.isGiven(asked), answers.known(asked), fresh);
    }
    mustKnowServers(action, answers);
    if (action.effects().stream().anyMatch(effect -> effect instanceof Effect.EvictPod)) {
      Long server = world.origins().serverOf(action.machine());
      String node = server == null ? action.machine() : world.origins().nodeOn(server);
      Instant pods = answers.knownPodsOn(node);
      mustBeKnown(action, "its pods", pods != null, pods, fresh);
    }
  }

  private void mustKnowServers(Action action, Answers answers) {
    Duration servers = FRESH_SERVERS.compareTo(fresh) > 0 ? FRESH_SERVERS : fresh;
    boolean listed = answers.isGiven(Asked.SERVERS);
    mustBeKnown(action, "SERVERS", listed, answers.known(Asked.SERVERS), servers);
  }

  private void mustBeKnown(
      Action action, String what, boolean complete, @Nullable Instant at, Duration most) {
    Instant oldest = world.now().minus(most).minus(WITHIN_A_PASS);
    if (!complete || at == null || at.isBefore(oldest)) {
      watch.broken(
          "S4",
          action.machine(),
          action.kind().word() + " rests on " + what + ", last known whole at " + at);
    }
  }

  /** Unknown is never zero: every job of the last whole queue that still waits is reckoned with. */
  private void mustKeepDemand(Answers answers, PassReport report) {
    if (answers.queue().isEmpty()) {
      return;
    }
    Set<Long> reckoned = new HashSet<>();
    report.plan().jobs().forEach(watch -> reckoned.add(watch.job().id()));
    for (Job job : answers.queue()) {
      boolean waits =
          world.forge().job(job.id()).map(it -> it.is(ForgeJob.Status.QUEUED)).orElse(false);
      if (waits && !reckoned.contains(job.id())) {
        watch.broken(
            "S4", "", "job " + job.id() + " is no demand any more, and the queue is not known");
      }
    }
  }
}
