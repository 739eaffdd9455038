package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
  private final Map<Long, String> poolsOfBoots = new HashMap<>();
  private final Map<String, Integer> failedInARow = new HashMap<>();
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
    Map<Long, List<String>> waiting = waiting();
    waited.keySet().retainAll(waiting.keySet());
    if (waiting.isEmpty()) {
      return;
    }
    Map<List<String>, Boolean> held = new HashMap<>();
    waiting.values().forEach(pools -> held.computeIfAbsent(pools, this::mustWait));
    waited.keySet().removeIf(job -> held.getOrDefault(waiting.getOrDefault(job, List.of()), true));
    if (hindrances.common() == null && mayOrder()) {
      waiting.forEach((job, pools) -> {
        if (!held.getOrDefault(pools, true)) {
          count(job, pools, passed);
        }
      });
    }
  }

  /** A machine is on its way that takes it, or none that does may be launched. */
  private boolean mustWait(List<String> pools) {
    return pools.stream().anyMatch(this::isComing) || pools.stream().noneMatch(this::mayLaunch);
  }

  /** The last requests are kept for deletes; that there are more again is told a minute later. */
  boolean mayOrder() {
    if (world.cloud().bucket().remaining(world.now()) <= FEW_REQUESTS) {
      fewRequestsUntil = world.now().plus(TOLD_WITHIN);
    }
    return world.now().isAfter(fewRequestsUntil);
  }

  private void count(long job, List<String> pools, Duration passed) {
    Duration now = waited.merge(job, passed, Duration::plus);
    if (now.compareTo(longestWait(pools)) > 0) {
      watch.broken(
          "L1", "", "job " + job + " waits for " + now + " although a machine could be launched");
    }
  }

  /** How long a job or a pod may wait while a machine of these pools could be launched. */
  Duration longestWait(List<String> pools) {
    int failed =
        pools.stream().mapToInt(pool -> failedInARow.getOrDefault(pool, 0)).max().orElse(0);
    return LONGEST_WAIT.plus(backoff(failed));
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
        && !isNothingSold(pool)
        && there(pool) < ReplicaPools.most(pool);
  }

  private static boolean isOf(CloudServer server, String pool) {
    return PodTruth.poolOf(server.request()).equals(pool);
  }

  private long there(String pool) {
    return world.cloud().servers().stream().filter(it -> isOf(it, pool)).count();
  }

  /** Of the jobs that the forge would hand out, with the pools whose machines take them. */
  private Map<Long, List<String>> waiting() {
    Map<Long, List<String>> waiting = new LinkedHashMap<>();
    for (ForgeJob job : world.forge().jobs(ForgeJob.Status.QUEUED)) {
      if (!job.isHeldBack()
          && job.labels().contains(ALWAYS_OFFERED)
          && world.forge().serves(job.labels())) {
        waiting.put(
            job.id(),
            ReplicaPools.forJobs(world).stream()
                .filter(pool -> world.forge().serves(pool, job.labels()))
                .toList());
      }
    }
    return waiting;
  }

  /** Keeps who may still serve, and counts who did not. */
  private void followBoots() {
    Instant now = world.now();
    for (CloudServer server : world.cloud().servers()) {
      boolean young = server.made().plus(Invariants.PROVISIONING_TIMEOUT).isAfter(now);
      if (world.origins().isOurs(server) && !server.isDeleting() && young) {
        booting.add(server.id());
        poolsOfBoots.put(server.id(), PodTruth.poolOf(server.request()));
      }
    }
    booting.removeIf(id -> {
      CloudServer server = world.cloud().server(id).orElse(null);
      String pool = poolsOfBoots.getOrDefault(id, Pool.DEFAULT);
      if (lives.hasServed(id)) {
        failedInARow.remove(pool);
        return true;
      }
      boolean failed =
          server == null
              || server.isDeleting()
              || !server.made().plus(Invariants.PROVISIONING_TIMEOUT).isAfter(now);
      if (failed) {
        failedInARow.merge(pool, 1, Integer::sum);
      }
      return failed;
    });
  }

  private static Duration backoff(int failedInARow) {
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

  private boolean isNothingSold(String pool) {
    return ReplicaPools.offerings(scenario, pool).stream()
        .noneMatch(it -> world.cloud().sells(it.serverType(), it.location(), "ubuntu-24.04"));
  }
}
