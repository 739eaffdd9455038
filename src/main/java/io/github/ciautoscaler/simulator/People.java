package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people did by hand and asked for, and what they were told: the watch's own record. */
final class People {

  /** A removal that began before its drain was taken back may go on so long. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(3);

  /** A clock that was wrong when a pause was asked for may be set right before it ends. */
  private static final Duration CLOCK_SET = Duration.ofSeconds(20);

  private final World world;
  private final Scenario scenario;
  private final Hindrances hindrances;
  private final Map<Long, Drain> drains = new HashMap<>();
  private final Map<String, String> cordoned = new HashMap<>();
  private final Set<Long> stateLost = new HashSet<>();
  private Instant stateDeleted = Instant.MIN;
  private Instant pausePromisedUntil = Instant.MIN;
  private Instant pausePossibleUntil = Instant.MIN;
  private int wishes;

  /**
   * A drain that was asked for and may hold.
   *
   * @param uid of the Node that it was asked for
   * @param promised the operator was told that it is done
   * @param since when it was asked for last
   * @param until when its last effect may be over, once it was taken back
   */
  private record Drain(String uid, boolean force, boolean promised, Instant since, Instant until) {}

  People(World world, Scenario scenario, Hindrances hindrances) {
    this.world = world;
    this.scenario = scenario;
    this.hindrances = hindrances;
  }

  /**
   * @param answer null: the process died of the request
   */
  void drained(ClusterNode node, boolean force, Operator.@Nullable Answer answer) {
    Long server = world.origins().serverBehind(node.name());
    if (server != null && mayHold(answer)) {
      Drain old = drains.get(server);
      boolean forced = force || (old != null && old.uid().equals(node.uid()) && old.force());
      boolean promised = answer instanceof Operator.Accepted accepted && accepted.recorded();
      drains.put(server, new Drain(node.uid(), forced, promised, world.now(), Instant.MAX));
    }
  }

  void tookDrainBack(String node, Operator.@Nullable Answer answer) {
    Long server = world.origins().serverBehind(node);
    if (server != null && answer instanceof Operator.Accepted) {
      Instant until = world.now().plus(UNDER_WAY);
      drains.computeIfPresent(
          server,
          (id, drain) -> new Drain(drain.uid(), drain.force(), false, drain.since(), until));
    } else if (server != null && mayHold(answer)) {
      drains.computeIfPresent(
          server,
          (id, drain) ->
              new Drain(drain.uid(), drain.force(), false, drain.since(), drain.until()));
    }
  }

  /** Whether a request was done, or may have been although nobody was told. */
  private static boolean mayHold(Operator.@Nullable Answer answer) {
    return switch (answer) {
      case null -> true;
      case Operator.Accepted _, Operator.Unavailable _ -> true;
      case Operator.NotFound _, Operator.Conflicting _, Operator.KeyReused _ -> false;
    };
  }

  boolean askedToGo(long server) {
    Drain drain = drains.get(server);
    return drain != null && drain.until().isAfter(world.now());
  }

  /** Whether an operator was told that this very Node goes, and did not take it back. */
  boolean promisedToGo(long server) {
    Drain drain = drains.get(server);
    return drain != null
        && drain.promised()
        && world
            .cluster()
            .node(world.origins().nodeOn(server))
            .filter(it -> it.uid().equals(drain.uid()))
            .isPresent();
  }

  /** The same, for at least so long. */
  boolean promisedToGoFor(long server, Duration time) {
    Drain drain = drains.get(server);
    return drain != null && drain.since().plus(time).isBefore(world.now()) && promisedToGo(server);
  }

  boolean forced(long server) {
    Drain drain = drains.get(server);
    return drain != null && drain.force() && drain.until().isAfter(world.now());
  }

  /**
   * @param before the pause that was recorded when it was asked for
   * @param answer null: the process died of the request
   */
  void paused(Duration length, @Nullable Pause before, Operator.@Nullable Answer answer) {
    Instant until = world.now().plus(length);
    boolean replaced =
        !java.util.Objects.equals(before, SimStateStore.truth(world).wishes().pause());
    if (answer instanceof Operator.Accepted accepted && accepted.recorded()) {
      pausePromisedUntil = until;
    } else if (replaced && until.isBefore(pausePromisedUntil)) {
      // Its answer was lost, and it took the place of an earlier, longer one.
      pausePromisedUntil = until;
    }
    if (mayHold(answer) && until.isAfter(pausePossibleUntil)) {
      pausePossibleUntil = until;
    }
  }

  /** Somebody deleted the ConfigMap, and the pause with it. */
  void deletedNotes() {
    pausePromisedUntil = Instant.MIN;
    stateDeleted = world.now();
    for (RunnerRow row : world.forge().runners()) {
      Long server = world.origins().serverBehind(row.machine());
      if (server != null && world.cluster().node(row.machine()).isEmpty()) {
        stateLost.add(server);
      }
    }
  }

  /** Whether an operator was told that nothing new is started now, also over a restart. */
  boolean isPausePromised() {
    return world.now().plus(CLOCK_SET).isBefore(pausePromisedUntil);
  }

  /** Whether an operator asked for a pause that may hold now. */
  boolean isPausePossible() {
    return world.now().isBefore(pausePossibleUntil);
  }

  /**
   * @param answer null: the process died of the request
   */
  void askedForMore(int count, Operator.@Nullable Answer answer) {
    boolean known = answer instanceof Operator.Accepted accepted && !accepted.changed();
    if (mayHold(answer) && !known) {
      wishes += count;
    }
  }

  /** Takes one wish for a machine that nothing else explains. False: none is left. */
  boolean takeWish() {
    if (wishes == 0) {
      return false;
    }
    wishes--;
    return true;
  }

  /** The machine that was for a wish came to nothing. */
  void wishIsOpenAgain() {
    wishes++;
  }

  /** A person enabled or deleted this row. */
  void touched(RunnerRow row) {
    Long server = world.origins().serverBehind(row.machine());
    if (server != null) {
      hindrances.anew(server, Excuse.RUNNER_TOUCHED);
    }
  }

  /** A person, or the cloud's controller, deletes it. */
  void deletedNode(String node) {
    Long server = world.origins().serverBehind(node);
    if (server != null && !scenario.permissions().contains(ClusterInfo.Permission.CONFIG_MAPS)) {
      stateLost.add(server);
    }
  }

  /** Whether what was noted at this moment may be lost. */
  boolean mayBeForgotten(Instant noted) {
    return !noted.isAfter(stateDeleted)
        || !scenario.permissions().contains(ClusterInfo.Permission.CONFIG_MAPS);
  }

  /** Whether nothing may say any more which runner rows were this machine's. */
  boolean isStateLost(@Nullable Long server) {
    return server != null && stateLost.contains(server);
  }

  /**
   * @param uid of the Node that a person cordoned while it was not
   */
  void cordoned(String node, String uid) {
    cordoned.put(node, uid);
  }

  void uncordoned(String node) {
    cordoned.remove(node);
  }

  /** Node names with the uid of the Node that a person cordoned. */
  Map<String, String> cordons() {
    return cordoned;
  }
}
