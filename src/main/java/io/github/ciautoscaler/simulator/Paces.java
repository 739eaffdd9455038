package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.BillingHour;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * H: passes are further apart than the poll interval only where that does no harm. H1: never after
 * a job that nobody announced, until others were. H2: never where a paid hour nears its end. H3:
 * never further than the owner says.
 */
final class Paces {

  /** The longest that the owner allows, and what a pass itself may take. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A delivery may come so much later than the list that shows its job; and a pass to see it. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(60);

  /** Well within the window in which an idle machine goes, whatever the clocks say. */
  private static final Duration NEAR = Duration.ofSeconds(200);

  private static final Duration TOO_LATE = Duration.ofSeconds(40);
  private static final Duration KNOWN_AFTER = Duration.ofMinutes(20);

  private final World world;
  private final Scenario scenario;
  private final WatchRecord watch;
  private final Map<Replica, Heard> heard = new HashMap<>();
  private final Map<Long, Instant> queuedAt = new HashMap<>();

  /** What one process was told. */
  private static final class Heard {
    private final long process;
    private final Instant since;
    private final Set<Long> jobs = new HashSet<>();
    private Instant latest = Instant.MIN;

    Heard(long process, Instant since) {
      this.process = process;
      this.since = since;
    }
  }

  Paces(World world, Scenario scenario, WatchRecord watch) {
    this.world = world;
    this.scenario = scenario;
    this.watch = watch;
    if (scenario.surroundings().contains(Surrounding.WEBHOOK)) {
      world.forge().watchQueue(job -> queuedAt.putIfAbsent(job.id(), world.now()));
    }
  }

  private Heard heard(Replica replica) {
    Heard now = heard.get(replica);
    if (now == null || now.process != replica.starts()) {
      now = new Heard(replica.starts(), world.now());
      heard.put(replica, now);
    }
    return now;
  }

  void announced(Replica replica, long job) {
    Heard its = heard(replica);
    its.jobs.add(job);
    its.latest = queuedAt.containsKey(job) ? world.now() : its.latest;
  }

  void afterPass(Replica replica) {
    Heard its = heard(replica);
    if (replica.interval().compareTo(scenario.poll()) <= 0) {
      return;
    }
    if (replica.interval().compareTo(LONGEST) > 0) {
      watch.broken("H3", "", "the next pass is " + replica.interval() + " away");
    }
    missed(its);
    hours();
  }

  /** Only one that runs still, so that each list of the last minute showed it. */
  private void missed(Heard its) {
    Instant before = world.now().minus(TOLD_WITHIN);
    for (ForgeJob job : world.forge().jobs(ForgeJob.Status.IN_PROGRESS)) {
      Instant queued = queuedAt.getOrDefault(job.id(), Instant.MIN);
      boolean isSeen = queued.isAfter(its.since.plus(TOLD_WITHIN)) && queued.isBefore(before);
      if (isSeen && !its.jobs.contains(job.id()) && its.latest.isBefore(queued)) {
        watch.broken(
            "H1",
            "",
            "job "
                + job.id()
                + " came at "
                + queued
                + ", no delivery has come since, and the next"
                + " pass is far");
      }
    }
  }

  private void hours() {
    Instant now = world.cloud().clock();
    for (CloudServer server : world.cloud().servers()) {
      Duration left = Duration.between(now, BillingHour.paidUntil(server.created(), now));
      boolean isKnown =
          world.origins().isOurs(server)
              && !server.isDeleting()
              && server.made().plus(KNOWN_AFTER).isBefore(world.now());
      if (isKnown && left.compareTo(NEAR) < 0 && left.compareTo(TOO_LATE) > 0) {
        watch.broken(
            "H2", server.name(), "its paid hour ends in " + left + ", and the next pass is far");
      }
    }
  }
}
