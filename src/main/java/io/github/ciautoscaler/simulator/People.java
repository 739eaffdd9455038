package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo;
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

  private final World world;
  private final Scenario scenario;
  private final Hindrances hindrances;
  private final Pauses pauses;
  private final Map<Long, Drain> drains = new HashMap<>();
  private final Map<String, String> cordoned = new HashMap<>();
  private final Set<Long> stateLost = new HashSet<>();
  private Instant stateDeleted = Instant.MIN;
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
    this.pauses = new Pauses(world);
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

  /** Somebody deleted the ConfigMap, and the pause with it. */
  void deletedState() {
    pauses.deletedState();
    stateDeleted = world.now();
    for (RunnerRow row : world.forge().runners()) {
      Long server = world.origins().serverBehind(row.machine());
      if (server != null && world.cluster().node(row.machine()).isEmpty()) {
        stateLost.add(server);
      }
    }
  }

  /** The pauses that operators asked for; they must tell. */
  Pauses pauses() {
    return pauses;
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

  /** Whether what was recorded at this moment may be lost. */
  boolean mayBeForgotten(Instant recorded) {
    return !recorded.isAfter(stateDeleted)
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
