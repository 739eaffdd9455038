package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.BillingHour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * L2, at any time: an idle machine that nobody needs is gone before its next paid hour begins, and
 * is not taken long before. What the world held up is taken off the time that there was.
 */
final class PaidHours {

  static final Duration WINDOW = Duration.ofMinutes(5);
  static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

  /** Poll intervals that a removal needs, from the disable to the delete. */
  private static final int PASSES = 5;

  /** The fetch window, the pods' grace, and what must be spare. */
  private static final Duration STEPS = Duration.ofSeconds(10 + 60 + 60);

  /** A runner looks busy so long after its job. */
  private static final Duration NOTICED = Duration.ofSeconds(15);

  private static final Duration LOST_AFTER = Duration.ofMinutes(4);

  /** Who is idle for less than this before the boundary is not judged. */
  private static final Duration JUST_IDLE = Duration.ofSeconds(85);

  private final World world;
  private final Lives lives;
  private final Hindrances hindrances;
  private final QueueHistory queue;
  private final PodQueue pods;
  private final HeldReady heldReady;
  private final UseCounts useCounts;
  private final WatchRecord watch;
  private final Duration need;
  private final Map<Long, Long> hours = new HashMap<>();
  private final Map<Long, Instant> heldOver = new HashMap<>();
  private final Map<Long, Instant> removedWhileLost = new HashMap<>();
  private final Deque<Instant> waitedFor = new ArrayDeque<>();

  PaidHours(
      World world,
      Scenario scenario,
      Lives lives,
      Hindrances hindrances,
      QueueHistory queue,
      PodQueue pods,
      HeldReady heldReady,
      UseCounts useCounts,
      WatchRecord watch) {
    this.world = world;
    this.lives = lives;
    this.hindrances = hindrances;
    this.queue = queue;
    this.pods = pods;
    this.heldReady = heldReady;
    this.useCounts = useCounts;
    this.watch = watch;
    this.need = STEPS.plus(scenario.poll().multipliedBy(PASSES));
  }

  void afterTurn() {
    for (CloudServer server : world.cloud().servers()) {
      if (world.origins().isOurs(server)) {
        watchHour(server);
      }
    }
  }

  private void watchHour(CloudServer server) {
    Duration age = Duration.between(server.created(), world.cloud().clock());
    long hour = Math.max(0, age.toHours());
    Long before = hours.put(server.id(), hour);
    if (before != null && hour > before && !server.isDeleting()) {
      rollsOver(server, world.now().minus(age.minus(Duration.ofHours(hour))));
    }
  }

  private void rollsOver(CloudServer server, Instant boundary) {
    Instant idle = lives.idleFrom(server);
    if (idle.isAfter(boundary.minus(need).minus(JUST_IDLE))) {
      heldOver.put(server.id(), boundary);
      return;
    }
    watch.judgedRollover();
    Excuse why = excuse(server, idle, boundary);
    if (why == null) {
      watch.broken(
          "L2", server.name(), "idle since " + idle + " and not wanted, and its next hour is paid");
    } else {
      watch.excused(why, server.name());
      heldOver.put(server.id(), boundary);
    }
  }

  /** What explains that it is not gone; null when nothing does. */
  private @Nullable Excuse excuse(CloudServer server, Instant idle, Instant boundary) {
    Instant from = later(boundary.minus(WINDOW), idle.plus(IDLE_TIMEOUT).plus(NOTICED));
    Instant begin = from.isBefore(boundary.minus(need)) ? from : boundary.minus(need);
    Hindrances.Anew anew = hindrances.lastAnew(server.id());
    boolean begunAnew = anew != null && anew.at().isAfter(begin);
    Instant start = begunAnew && anew != null ? anew.at() : begin;
    Hindrances.Loss loss = hindrances.lost(server.id(), start, boundary);
    Duration left = Duration.between(start, boundary).minus(loss.time());
    if (left.compareTo(need) < 0) {
      return begunAnew && anew != null && loss.time().isZero() ? anew.why() : orAnew(loss, anew);
    }
    if (heldReady.wasNoneTooManySince(begin)) {
      return Excuse.HELD_READY;
    }
    return isWaitedFor(begin, PodTruth.poolOf(server.request())) ? Excuse.JOB_WAITED : null;
  }

  private static @Nullable Excuse orAnew(Hindrances.Loss loss, Hindrances.@Nullable Anew anew) {
    return loss.most() != null ? loss.most() : anew == null ? null : anew.why();
  }

  /** Each waiting job, and each pod that fits, keeps one machine, and no more. */
  private boolean isWaitedFor(Instant since, String pool) {
    while (!waitedFor.isEmpty() && waitedFor.getFirst().isBefore(since)) {
      waitedFor.removeFirst();
    }
    int waited = queue.allSince(since, pool).size() + pods.allSince(pool, since).size();
    if (waited <= waitedFor.size()) {
      return false;
    }
    waitedFor.addLast(world.now());
    return true;
  }

  /** A server of ours is deleted: not before its window opens, unless it is no idle machine. */
  void deletes(CloudServer server, People people, @Nullable Instant aboveMaximum) {
    watchHour(server);
    Instant cloud = world.cloud().clock();
    Duration left = Duration.between(cloud, BillingHour.paidUntil(server.created(), cloud));
    if (left.compareTo(WINDOW.plusSeconds(25)) <= 0) {
      watch.judgedRollover();
      return;
    }
    Excuse why = mayGoEarly(server, people, aboveMaximum);
    if (why == null) {
      watch.broken("L2", server.name(), "deleted with " + left + " of its paid hour left");
    } else {
      watch.excused(why, server.name());
    }
  }

  private @Nullable Excuse mayGoEarly(
      CloudServer server, People people, @Nullable Instant aboveMaximum) {
    if (people.askedToGo(server.id())) {
      return Excuse.DRAIN_ASKED;
    }
    if (!lives.hasServed(server.id())) {
      return Excuse.NEVER_SERVED;
    }
    if (isLost(server.id()) || wasLostWhenBegun(server.id()) || hasNoPower(server)) {
      return Excuse.NODE_LOST;
    }
    if (useCounts.isUsedUp(server.id())) {
      return Excuse.USED_UP;
    }
    if (wasHeldOver(server.id())) {
      return Excuse.HOUR_JUST_MISSED;
    }
    return isRecent(aboveMaximum) ? Excuse.ABOVE_MAXIMUM : null;
  }

  /** A removal was begun: what its Node is then may be over when the server goes. */
  void startsRemoval(@Nullable Long server) {
    if (server != null && isLost(server)) {
      removedWhileLost.put(server, world.now());
    }
  }

  /** At most ten minutes ago, without what held its removal since. */
  private boolean wasLostWhenBegun(long server) {
    Instant begun = removedWhileLost.get(server);
    return begun != null
        && isRecent(begun.plus(hindrances.lost(server, begun, world.now()).time()));
  }

  /** Its Node is down because somebody switched its server off: it serves nobody. */
  private boolean hasNoPower(CloudServer server) {
    return lives.downSince(server.id()) != null && server.status().equals("off");
  }

  private boolean isLost(long server) {
    Instant down = lives.downSince(server);
    return down != null && down.plus(LOST_AFTER).isBefore(world.now());
  }

  /** The hour that it missed ended ten minutes ago at most, without what held it since. */
  private boolean wasHeldOver(long server) {
    Instant end = heldOver.get(server);
    return end != null && isRecent(end.plus(hindrances.lost(server, end, world.now()).time()));
  }

  private boolean isRecent(@Nullable Instant then) {
    return then != null && then.plus(Duration.ofMinutes(10)).isAfter(world.now());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
