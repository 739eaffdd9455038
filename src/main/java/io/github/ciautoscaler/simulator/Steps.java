package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * T1: the steps of a safe termination come in their order, by the world's own log of the calls:
 * right before each eviction and each delete a look, every runner disabled and the fetch window
 * over, and the Node last, after its server was asked for by its id.
 */
final class Steps {

  static final Duration FETCH_WINDOW = Duration.ofSeconds(10);

  /** A row that is younger may not have been seen. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(12);

  /** A pass may have seen it as it was so long ago. */
  private static final Duration LISTED_WITHIN = Duration.ofSeconds(60);

  private final World world;
  private final People people;
  private final WatchRecord watch;
  private final boolean canDisable;
  private final Map<EffectChain, Effect> before = new IdentityHashMap<>();
  private boolean mustHaveAsked;

  Steps(World world, Scenario scenario, People people, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.watch = watch;
    this.canDisable = SimForge.info(scenario.forgeVersion()).can(Capability.DISABLE_RUNNER);
  }

  /** A server that served goes: its runners take no job any more, and had their time to fetch. */
  void deletes(CloudServer server, Answers answers, Lives lives) {
    String node = world.origins().nodeOn(server);
    if (!canDisable || people.forced(server.id()) || !lives.hasServed(server.id())) {
      return;
    }
    for (RunnerRow row : world.forge().runners()) {
      if (row.machine().equals(node) && wasSeen(row, world.now())) {
        mustBeQuiet(row, answers);
      }
    }
  }

  private static boolean wasSeen(RunnerRow row, Instant at) {
    return row.process().beats(row) && row.registered().plus(SEEN_WITHIN).isBefore(at);
  }

  private void mustBeQuiet(RunnerRow row, Answers answers) {
    if (!row.disabled() && row.switched().isBefore(answers.look().last())) {
      watch.broken(
          "T1",
          row.machine(),
          "its server is deleted, and runner " + row.id() + " can still take a job");
    }
  }

  /** The Node is deleted now. */
  void deletes(ClusterNode node) {
    Map<String, String> annotations = node.spec().annotations();
    mustHaveAsked =
        Phase.Terminating.Step.DELETING.annotation().equals(annotations.get(NodeAnnotations.STAGE))
            && annotations.containsKey(NodeAnnotations.SERVER_ID);
  }

  /** What has ended keeps nobody. */
  void evicts(ClusterPod pod) {
    Instant finished = pod.finished();
    if (finished != null && finished.plus(LISTED_WITHIN).isBefore(world.cluster().clock())) {
      watch.broken(
          "T1", pod.node(), "pod " + pod.name() + " is evicted, which ended at " + finished);
    }
  }

  void tookPlace(EffectChain chain, Effect effect, Outcome outcome, Replica replica) {
    long ahead = replica.clock().processAhead();
    String machine = chain.action().machine();
    if (effect.isLook() && outcome.succeeded() && replica.answers().look().isFailed()) {
      watch.broken("T1", machine, "nobody answered, and it counts as seen: " + effect);
    }
    Effect last = before.get(chain);
    if (outcome.succeeded()) {
      judge(machine, last, effect, ahead);
    }
    mustHaveAsked = false;
    if (effect == chain.action().effects().getLast() || !outcome.succeeded()) {
      before.remove(chain);
    } else if (!(last instanceof Effect.VerifyServerGone)) {
      before.put(chain, effect);
    }
  }

  private boolean isForced(String machine) {
    Long server = world.origins().serverOf(machine);
    return server != null && people.forced(server);
  }

  private void judge(String machine, @Nullable Effect last, Effect effect, long ahead) {
    switch (effect) {
      case Effect.EvictPod _, Effect.DeleteServer _ -> {
        if (!(last instanceof Effect.VerifyUnoccupied) && !isForced(machine)) {
          watch.broken("T1", machine, "nobody looked for jobs right before " + effect);
        }
      }
      case Effect.DeleteNode _ -> {
        if (mustHaveAsked && !(last instanceof Effect.VerifyServerGone)) {
          watch.broken(
              "T1", machine, "its Node is deleted, and nobody asked whether its server is gone");
        }
      }
      case Effect.PatchNode(var node, var patch) -> {
        mustBeTrue(
            node, patch.annotations().get(NodeAnnotations.QUIET_SINCE), Duration.ZERO, ahead);
        mustBeTrue(node, patch.annotations().get(NodeAnnotations.FIRST_LOOK), FETCH_WINDOW, ahead);
      }
      case Effect.CreateJoinToken _,
          Effect.DeleteJoinToken _,
          Effect.CreateServer _,
          Effect.FindServer _,
          Effect.LabelServer _,
          Effect.AttachServer _,
          Effect.PowerOnServer _,
          Effect.VerifyUnoccupied _,
          Effect.VerifyServerGone _,
          Effect.DisableRunner _,
          Effect.EnableRunner _,
          Effect.DeleteRunner _ -> {}
    }
  }

  /** All that it says was so from then on: every runner had been disabled for so long by then. */
  private void mustBeTrue(String node, @Nullable String recorded, Duration length, long ahead) {
    if (recorded == null || !canDisable) {
      return;
    }
    Instant at = Instant.parse(recorded).minusMillis(ahead);
    for (RunnerRow row : world.forge().runners()) {
      if (!row.machine().equals(node) || !wasSeen(row, at)) {
        continue;
      }
      boolean quiet = row.disabled() && !row.switched().plus(length).isAfter(at);
      boolean touchedSince = !row.disabled() && !row.switched().isBefore(at);
      if (!quiet && !touchedSince) {
        watch.broken(
            "T1",
            node,
            "recorded as quiet at " + at + ", and runner " + row.id() + " was switched off later");
      }
    }
  }
}
