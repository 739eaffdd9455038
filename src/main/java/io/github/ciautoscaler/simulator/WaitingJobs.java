package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * L1 at any time: no job waits for a machine that could be launched. Counted is only the time in
 * which nothing keeps the loop from its work; each machine on its way, and each that could take the
 * job, lets it begin anew.
 */
final class WaitingJobs {

  /** A refused offering cools down for five minutes, an account's limit stops for as long. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(12);

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(60);
  private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);

  /** Labels that are launched for before any runner has shown its own. */
  private static final String ALWAYS_OFFERED = "linux";

  private static final int FEW_REQUESTS = 60;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(75);

  private final World world;
  private final Scenario scenario;
  private final Lives lives;
  private final Hindrances hindrances;
  private final Leading leading;
  private final WatchRecord watch;
  private final Map<Long, Duration> waited = new HashMap<>();
  private final Set<Long> booting = new HashSet<>();
  private int failedInARow;
  private Instant lastTurn;
  private Instant fewRequestsUntil = Instant.EPOCH;

  WaitingJobs(
      World world,
      Scenario scenario,
      Lives lives,
      Hindrances hindrances,
      Leading leading,
      WatchRecord watch) {
    this.world = world;
    this.scenario = scenario;
    this.lives = lives;
    this.hindrances = hindrances;
    this.leading = leading;
    this.watch = watch;
    this.lastTurn = world.now();
  }

  void afterTurn() {
    Duration passed = Duration.between(lastTurn, world.now());
    lastTurn = world.now();
    followBoots();
    List<Long> waiting = waiting();
    waited.keySet().retainAll(waiting);
    if (waiting.isEmpty()) {
      return;
    }
    if (isAnyComing() || mayOriginalsCome() || isFull() || isNothingSold()) {
      waited.clear();
    } else if (hindrances.common() == null && mayOrder()) {
      waiting.forEach(job -> count(job, passed));
    }
  }

  /** Those that are there for pods alone serve no job. */
  private boolean isAnyComing() {
    return booting.stream()
        .anyMatch(
            id -> world.cloud().server(id).filter(it -> isOf(it, ReplicaPools.PODS)).isEmpty());
  }

  /** The last requests are kept for deletes; that there are more again is told a minute later. */
  boolean mayOrder() {
    if (world.cloud().bucket().remaining(world.now()) <= FEW_REQUESTS) {
      fewRequestsUntil = world.now().plus(TOLD_WITHIN);
    }
    return world.now().isAfter(fewRequestsUntil);
  }

  private void count(long job, Duration passed) {
    Duration now = waited.merge(job, passed, Duration::plus);
    if (now.compareTo(longestWait()) > 0) {
      watch.broken(
          "L1", "", "job " + job + " waits for " + now + " although a machine could be launched");
    }
  }

  /** How long a job or a pod may wait while a machine could be launched. */
  Duration longestWait() {
    return LONGEST_WAIT.plus(backoff());
  }

  /** Whether a machine of this pool is on its way. */
  boolean isComing(String pool) {
    return booting.stream()
        .map(id -> world.cloud().server(id))
        .anyMatch(it -> it.filter(one -> isOf(one, pool)).isPresent());
  }

  /** Whether nothing stands against another machine of this pool. */
  boolean mayLaunch(String pool) {
    return !mayOriginalsCome()
        && !isFull()
        && !isNothingSold()
        && (!pool.equals(ReplicaPools.PODS) || ofPods() < ReplicaPools.PODS_MOST);
  }

  private static boolean isOf(CloudServer server, String pool) {
    return PodTruth.poolOf(server.request()).equals(pool);
  }

  private long ofPods() {
    return world.cloud().servers().stream().filter(it -> isOf(it, ReplicaPools.PODS)).count();
  }

  /** Of the jobs that the forge would hand out. */
  private List<Long> waiting() {
    List<Long> ids = new ArrayList<>();
    Set<String> served = world.forge().runnerLabels();
    for (ForgeJob job : world.forge().jobs(ForgeJob.Status.QUEUED)) {
      if (!job.isHeldBack()
          && job.labels().contains(ALWAYS_OFFERED)
          && served.containsAll(job.labels())) {
        ids.add(job.id());
      }
    }
    return ids;
  }

  /** Keeps who may still serve, and counts who did not. */
  private void followBoots() {
    Instant now = world.now();
    for (CloudServer server : world.cloud().servers()) {
      boolean young = server.made().plus(Invariants.PROVISIONING_TIMEOUT).isAfter(now);
      if (world.origins().isOurs(server) && !server.isDeleting() && young) {
        booting.add(server.id());
      }
    }
    booting.removeIf(id -> {
      CloudServer server = world.cloud().server(id).orElse(null);
      if (lives.hasServed(id)) {
        failedInARow = 0;
        return true;
      }
      boolean failed =
          server == null
              || server.isDeleting()
              || !server.made().plus(Invariants.PROVISIONING_TIMEOUT).isAfter(now);
      failedInARow += failed ? 1 : 0;
      return failed;
    });
  }

  private Duration backoff() {
    if (failedInARow == 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(failedInARow - 1, 10));
    return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
  }

  /**
   * A young server that may be the original's is a machine on its way, until it is none of ours.
   */
  private boolean mayOriginalsCome() {
    return world.cloud().servers().stream()
        .anyMatch(server ->
            Labels.MANAGED_BY_US.equals(server.labels().get(Labels.MANAGED_BY))
                && !server.labels().containsKey(Labels.INSTALLATION)
                && !world.origins().isOurs(server)
                && server.made().plus(Invariants.PROVISIONING_TIMEOUT).isAfter(world.now()));
  }

  /** Whoever's they are: servers that may be the original's take places too. */
  private boolean isFull() {
    int places = Math.min(scenario.maxNodes(), leading.fewestAllowed());
    long there = 0;
    for (CloudServer server : world.cloud().servers()) {
      String owner = server.labels().getOrDefault(Labels.INSTALLATION, Replica.INSTALLATION);
      if (owner.equals(Replica.INSTALLATION)) {
        there++;
      }
    }
    return there >= places;
  }

  private boolean isNothingSold() {
    return scenario.offerings().stream()
        .noneMatch(it -> world.cloud().sells(it.serverType(), it.location(), "ubuntu-24.04"));
  }
}
