package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * P1: nothing is launched but for a job that is, or a moment ago was, queued and finds no machine
 * on its way and no idle one, for what is to be held ready, for what operators asked for, and one
 * machine at a time for jobs of which nobody can know whether our runners take them.
 */
final class LaunchBound {

  /** Between a pass's look at the queue and the create's effect. */
  private static final Duration WANTED_WITHIN = Duration.ofMinutes(2);

  /** A Node that was Ready and is not for so long is lost, less the difference of the clocks. */
  private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(4);

  /** Clocks that differ by less are taken for one. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(6);

  private final World world;
  private final People people;
  private final Lives lives;
  private final QueueHistory queue;
  private final PodQueue pods;
  private final HeldReady heldReady;
  private final UseCounts useCounts;
  private final Somewhere somewhere;
  private final KnownLabels labels;
  private final WatchRecord watch;
  private final Set<Long> launched = new LinkedHashSet<>();
  private final LinkedHashSet<Long> forWishes = new LinkedHashSet<>();

  LaunchBound(
      World world,
      People people,
      Lives lives,
      QueueHistory queue,
      PodQueue pods,
      HeldReady heldReady,
      UseCounts useCounts,
      Somewhere somewhere,
      WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.lives = lives;
    this.queue = queue;
    this.pods = pods;
    this.heldReady = heldReady;
    this.useCounts = useCounts;
    this.somewhere = somewhere;
    this.labels = new KnownLabels(world, people);
    this.watch = watch;
  }

  /** A create was accepted. */
  void created(CloudServer made) {
    launched.add(made.id());
    Instant now = world.now();
    String pool = PodTruth.poolOf(made.request());
    int jobs = jobs(pool, now);
    int most =
        jobs
            + pods.mostSince(pool, now.minus(WANTED_WITHIN))
            + heldReady.most()
            + somewhere.withoutSlot();
    int there = there(pool, jobs > 0, now);
    if (there <= most) {
      return;
    }
    if (isAlone(made, now) && labels.mayLearn()) {
      labels.learns();
      watch.excused(Excuse.LABELS_UNKNOWN, made.name());
      return;
    }
    if (people.takeWish()) {
      forWishes.add(made.id());
      watch.excused(Excuse.WISHED, made.name());
      return;
    }
    watch.broken(
        "P1",
        made.name(),
        there
            + " machines are free or on their way where at most "
            + most
            + " jobs were queued, pods waited, or slots were to be held ready");
  }

  /**
   * The most that waited at one moment for machines of this pool, less those that free machines of
   * another take.
   */
  private int jobs(String pool, Instant now) {
    Instant from = now.minus(WANTED_WITHIN);
    if (pool.equals(ReplicaPools.PODS)) {
      return 0;
    }
    if (!world.settings().has(Surrounding.TWO_POOLS)) {
      return queue.mostSince(from);
    }
    String other = pool.equals(ReplicaPools.BIG) ? Pool.DEFAULT : ReplicaPools.BIG;
    int others = there(other, true, now);
    return queue.momentsSince(from).stream()
        .mapToInt(waiting -> leftFor(pool, other, others, waiting))
        .max()
        .orElse(0);
  }

  /** How many of those that wait only this pool takes, or its and no free machine of the other. */
  private int leftFor(String pool, String other, int others, List<ForgeJob> waiting) {
    int alone = 0;
    int both = 0;
    int othersAlone = 0;
    for (ForgeJob job : waiting) {
      boolean here = world.forge().serves(pool, job.labels());
      boolean there = world.forge().serves(other, job.labels());
      alone += here && !there ? 1 : 0;
      both += here && there ? 1 : 0;
      othersAlone += there && !here ? 1 : 0;
    }
    return alone + Math.max(0, both - Math.max(0, others - othersAlone));
  }

  /** Machines of the pool that are free or on their way. */
  private int there(String pool, boolean forJobs, Instant now) {
    int there = 0;
    for (CloudServer server : world.cloud().servers()) {
      if (world.origins().isOurs(server)
          && !server.isDeleting()
          && PodTruth.poolOf(server.request()).equals(pool)
          && !people.askedToGo(server.id())
          && pods.mayTake(server)
          && (forJobs || pods.hasRoomForAny(server, pool, now.minus(WANTED_WITHIN)))
          && (isOnItsWay(server, now) || isFree(server, now))) {
        there++;
      }
    }
    return there;
  }

  /** Whether no other machine of its pool is there that could show its labels. */
  private boolean isAlone(CloudServer made, Instant now) {
    String pool = PodTruth.poolOf(made.request());
    return world.cloud().servers().stream()
        .filter(server -> server.id() != made.id() && world.origins().isOurs(server))
        .filter(server ->
            !world.settings().has(Surrounding.TWO_POOLS)
                || PodTruth.poolOf(server.request()).equals(pool))
        .noneMatch(server ->
            !server.isDeleting() && (isOnItsWay(server, now) || lives.hasRegistered(server.id())));
  }

  private boolean isOnItsWay(CloudServer server, Instant now) {
    boolean young =
        server.made().plus(Invariants.PROVISIONING_TIMEOUT.minus(CLOCKS_DIFFER)).isAfter(now);
    return young
        && !lives.hasRegistered(server.id())
        && !lives.isLostFor(server.id(), GIVEN_UP_AFTER);
  }

  /**
   * Long enough for every pass to have seen it so; while a job waits that it does not take, it is
   * no capacity.
   */
  private boolean isFree(CloudServer server, Instant now) {
    Instant since = pods.freeSince(server, lives);
    return !queue.anyHeldBackSince(now.minus(WANTED_WITHIN))
        && since != null
        && since.plus(WANTED_WITHIN).isBefore(now)
        && !useCounts.isUsedUp(server.id());
  }

  /** What was launched for a wish and never served is launched again. */
  void afterTurn() {
    labels.afterTurn();
    for (Long id : Set.copyOf(launched)) {
      boolean gone = world.cloud().server(id).map(CloudServer::isDeleting).orElse(true);
      if (lives.hasServed(id)) {
        launched.remove(id);
        forWishes.remove(id);
      } else if (gone) {
        launched.remove(id);
        cameToNothing(id);
      }
    }
  }

  /** Which of several machines was for the wish, only the process knows: one of them is. */
  private void cameToNothing(long id) {
    if (forWishes.remove(id) || (!forWishes.isEmpty() && forWishes.remove(forWishes.getFirst()))) {
      people.wishIsOpenAgain();
    }
  }
}
