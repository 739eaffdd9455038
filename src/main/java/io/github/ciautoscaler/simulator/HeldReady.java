package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * W1: what the owner asked to be held ready is there in time, in truth. Two machines are free from
 * eight to fifteen, three while more than four work; queued jobs may take them.
 */
final class HeldReady {

  static final int IDLE = 2;
  static final double FACTOR = 0.5;
  static final int LIMIT = 3;

  private static final int FIRST_HOUR = 8;
  private static final int END_HOUR = 15;

  /** A pass that decided so late, or by a clock that is ahead. */
  private static final Duration EARLIER = Duration.ofMinutes(2);

  private static final Duration LATER = Duration.ofMinutes(1);

  /** The slowest boot of a calm day, its runner and the passes that see it. */
  private static final Duration BOOT = Duration.ofMinutes(5);

  /** How many were wanted until when. */
  private record Wanted(Instant until, int slots) {}

  private final World world;
  private final Scenario scenario;
  private final Lives lives;
  private final QueueHistory queue;
  private final WatchRecord watch;
  private final Deque<Wanted> history = new ArrayDeque<>();
  private @Nullable Instant noneTooMany;
  private @Nullable Instant shortSince;

  HeldReady(World world, Scenario scenario, Lives lives, QueueHistory queue, WatchRecord watch) {
    this.world = world;
    this.scenario = scenario;
    this.lives = lives;
    this.queue = queue;
    this.watch = watch;
  }

  /** Whether it is one of the hours, by a clock that is right. */
  static boolean isHour(Instant now) {
    int hour = now.atOffset(ZoneOffset.UTC).getHour();
    return hour >= FIRST_HOUR && hour < END_HOUR;
  }

  void afterTurn() {
    if (!scenario.surroundings().contains(Surrounding.WARM_POOL)) {
      return;
    }
    Instant now = world.now();
    int wanted = wanted(now);
    while (!history.isEmpty() && history.getFirst().until.plus(EARLIER).isBefore(now)) {
      history.removeFirst();
    }
    history.addLast(new Wanted(now, wanted));
    int free = free();
    if (free <= wanted) {
      noneTooMany = now;
    }
    mustBeThere(free, now);
  }

  /** As many as anybody could take to be wanted. */
  private int wanted(Instant now) {
    if (!isHour(now) && !isHour(now.minus(EARLIER)) && !isHour(now.plus(LATER))) {
      return 0;
    }
    int used = world.forge().atWork().size() + queue.mostSince(now.minus(EARLIER));
    return Math.max(IDLE, Math.min((int) Math.ceil(FACTOR * used), LIMIT));
  }

  private int free() {
    return (int)
        world.cloud().servers().stream()
            .filter(server -> world.origins().isOurs(server) && !server.isDeleting())
            .filter(server -> lives.freeSince(server.id()) != null)
            .count();
  }

  /** On a day on which nothing goes wrong, while the maximum leaves room. */
  private void mustBeThere(int free, Instant now) {
    boolean room = Limits.alive(world) < scenario.maxNodes();
    if (!scenario.rates().isEmpty() || free >= IDLE || !room || !isHour(now)) {
      shortSince = null;
      return;
    }
    shortSince = shortSince == null ? now : shortSince;
    if (shortSince.plus(BOOT).isBefore(now)) {
      watch.broken(
          "W1", "", "since " + shortSince + " " + free + " machines wait, and " + IDLE + " should");
    }
  }

  /** The most that were to be held ready at one moment of the last minutes. */
  int most() {
    return history.stream().mapToInt(Wanted::slots).max().orElse(0);
  }

  /** Whether at some moment since then no machine was free beyond those that are held ready. */
  boolean wasNoneTooManySince(Instant then) {
    return noneTooMany != null && !noneTooMany.isBefore(then);
  }
}
