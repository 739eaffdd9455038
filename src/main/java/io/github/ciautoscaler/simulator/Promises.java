package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * V4: a queued job is told to wait for a machine that can take it: none that the same pass takes
 * out of service, none that leaves because an operator was promised so, and none whose launch came
 * to nothing.
 */
final class Promises {

  /** By then every list and every annotation shows it. */
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(90);

  private static final Duration RECENTLY = Duration.ofMinutes(10);

  private final World world;
  private final People people;
  private final Lives lives;
  private final WatchRecord watch;

  Promises(World world, People people, Lives lives, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.lives = lives;
    this.watch = watch;
  }

  /**
   * @param aboveMaximum when there were more machines than the maximum
   */
  void afterPass(PassReport report, @Nullable Instant aboveMaximum) {
    Set<String> promised = new HashSet<>();
    for (Assignment assignment : report.plan().jobs()) {
      String machine = assignment.machine();
      if (machine != null && isAMachineThere(assignment) && promised.add(machine)) {
        mayStillCome(machine);
      }
    }
    boolean tooMany = aboveMaximum != null && !isOlder(aboveMaximum, RECENTLY);
    for (Action action : report.started()) {
      if (promised.contains(action.machine()) && takesOut(action.kind()) && !tooMany) {
        mayTakeOut(action);
      }
    }
  }

  private static boolean isAMachineThere(Assignment assignment) {
    return switch (assignment.standing()) {
      case FREE_RUNNER, PROVISIONING -> true;
      case LAUNCHED, WAITS, UNSERVABLE, IGNORED -> false;
    };
  }

  private static boolean takesOut(Action.Kind kind) {
    return switch (kind) {
      case DEREGISTER, DRAIN, EVICT, REMOVE, FINISH, GIVE_UP_BOOT, REMOVE_VANISHED -> true;
      case CREATE,
          RESOLVE_LAUNCH,
          CONNECT,
          ADOPT,
          ANNOTATE,
          DISABLE,
          CANCEL,
          REMOVE_ORPHAN_NODE,
          REMOVE_ORPHAN_RUNNER,
          DELETE_JOIN_TOKEN ->
          false;
    };
  }

  private void mayTakeOut(Action action) {
    Long server = world.origins().serverOf(action.machine());
    if (server == null || !people.askedToGo(server)) {
      broken(action.machine(), "a job is told to wait for it, and " + action.kind().word());
    }
  }

  private void mayStillCome(String machine) {
    Long id = world.origins().serverOf(machine);
    CloudServer server = id == null ? null : world.cloud().server(id).orElse(null);
    if (server == null || world.origins().maker(server.id()) != Maker.US) {
      return;
    }
    ClusterNode node = world.cluster().node(world.origins().nodeOn(server)).orElse(null);
    if (!lives.hasRegistered(server.id()) && cameToNothing(server, node)) {
      broken(machine, "a job is told to wait for it, and it never came");
    }
    boolean leaves = node != null && node.spec().taints().contains(Labels.TERMINATION_TAINT);
    if (leaves && people.promisedToGoFor(server.id(), KNOWN_WITHIN)) {
      broken(machine, "a job is told to wait for it, and an operator was promised that it goes");
    }
  }

  /** A Node that was deleted and made again has its time from then. */
  private boolean cameToNothing(CloudServer server, @Nullable ClusterNode node) {
    Duration most = Invariants.PROVISIONING_TIMEOUT.plus(KNOWN_WITHIN);
    return isOlder(server.created(), most) && (node == null || isOlder(node.created(), most));
  }

  private boolean isOlder(Instant then, Duration age) {
    return then.plus(age).isBefore(world.now());
  }

  private void broken(String machine, String words) {
    watch.broken("V4", machine, words);
  }
}
