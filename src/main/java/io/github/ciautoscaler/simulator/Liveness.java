package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks what must always happen (L1 to L3) once nothing goes wrong any more, each within a bound
 * that is written here.
 */
final class Liveness {

  /** After the last fault, what went wrong before may need so long to be mended. */
  static final Duration SETTLE = Duration.ofMinutes(75);

  /** L1: until then every job that some pool can serve has ended. */
  static final Duration QUEUE_EMPTY = Duration.ofMinutes(150);

  /** L3, and the first half of L2: until then nothing of ours is left anywhere. */
  static final Duration ALL_GONE = Duration.ofMinutes(270);

  /**
   * A row whose process lived for less may never have been seen beside its pod: not known as ours.
   */
  private static final Duration NOTICED_AFTER = Duration.ofSeconds(180);

  /** So long the forge may answer nothing, and its rows be seen by nobody. */
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(15);

  /** L2: who is idle for so long before its hour ends, and not wanted, is gone before it ends. */
  private static final Duration IDLE_BEFORE_BOUNDARY = Duration.ofSeconds(240);

  private final World world;
  private final Invariants invariants;
  private final Set<String> served;
  private final Map<String, Instant> lastBusy = new HashMap<>();
  private final Map<Long, Long> hours = new HashMap<>();
  private Instant lastQueued;

  Liveness(World world, Invariants invariants) {
    this.world = world;
    this.invariants = invariants;
    this.served = world.settings().runnerLabels();
    this.lastQueued = world.now();
  }

  /** After each turn, while nothing goes wrong. */
  void check(Instant calmSince) {
    if (anyWaits()) {
      lastQueued = world.now();
    }
    for (CloudServer server : world.cloud().servers()) {
      if (invariants.isOurs(server)) {
        checkHour(server, calmSince);
      }
    }
  }

  private boolean anyWaits() {
    for (ForgeJob job : world.forge().jobs(Status.QUEUED)) {
      if (isServable(job)) {
        return true;
      }
    }
    return false;
  }

  private void checkHour(CloudServer server, Instant calmSince) {
    String name = server.name();
    if (world.forge().worksOn(name)) {
      lastBusy.put(name, world.now());
    }
    long age = Math.max(0, Duration.between(server.created(), world.cloud().clock()).toSeconds());
    long hour = age / 3600;
    Long before = hours.put(server.id(), hour);
    boolean rolled = before != null && before != hour;
    Instant mustBeQuietSince = world.now().minus(IDLE_BEFORE_BOUNDARY);
    Instant idle = lastBusy.getOrDefault(name, server.created());
    if (rolled
        && !server.isDeleting()
        && calmSince.plus(SETTLE).isBefore(world.now())
        && idle.isBefore(mustBeQuietSince)
        && lastQueued.isBefore(mustBeQuietSince)) {
      invariants.broken("L2", name, "idle and not wanted, and yet its next hour is paid");
    }
  }

  /** Whether all has come right already. */
  boolean isOver() {
    for (CloudServer server : world.cloud().servers()) {
      if (invariants.isOurs(server)) {
        return false;
      }
    }
    for (ClusterNode node : world.cluster().nodes()) {
      if (world.origins().isOurs(node.name())) {
        return false;
      }
    }
    for (RunnerRow row : world.forge().runners()) {
      if (mustGo(row)) {
        return false;
      }
    }
    return world.forge().jobs().stream()
        .allMatch(job -> job.is(Status.COMPLETED) || !isServable(job));
  }

  private boolean isServable(ForgeJob job) {
    return !job.labels().isEmpty() && served.containsAll(job.labels());
  }

  /** L1, at its bound. */
  void queueMustBeEmpty() {
    for (ForgeJob job : world.forge().jobs()) {
      if (isServable(job) && !job.is(Status.COMPLETED)) {
        invariants.broken("L1", "", "job " + job.id() + " is still " + job.status().word());
      }
    }
  }

  /** L3, at its bound. */
  void nothingMustBeLeft() {
    for (CloudServer server : world.cloud().servers()) {
      if (invariants.isOurs(server)) {
        invariants.broken("L3", server.name(), "its server is left");
      }
    }
    for (ClusterNode node : world.cluster().nodes()) {
      if (world.origins().isOurs(node.name())) {
        invariants.broken("L3", node.name(), "its Node is left");
      }
    }
    for (RunnerRow row : world.forge().runners()) {
      if (mustGo(row)) {
        invariants.broken("L3", row.machine(), "runner " + row.id() + " is left");
      }
    }
  }

  /** Whether it could be known as ours. */
  private boolean mustGo(RunnerRow row) {
    Duration lived = row.lived(world.now());
    boolean noticed = invariants.wasSeen(row.id()) || lived.compareTo(LONGEST_OUTAGE) >= 0;
    return world.origins().isOurs(row.machine())
        && noticed
        && lived.compareTo(NOTICED_AFTER) >= 0
        && !invariants.isNotesLost(row.machine());
  }
}
