package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What anybody can know of our runners' labels, in truth, and whether jobs ask for others. */
final class KnownLabels {

  /** So long, labels that were seen once are taken for true; a create may take its time. */
  private static final Duration REMEMBERED = Duration.ofHours(12).minusMinutes(2);

  /** Between a pass's look at the queue and the create's effect. */
  private static final Duration ASKED_WITHIN = Duration.ofMinutes(2);

  private final World world;
  private final People people;
  private @Nullable Instant lastShown;
  private Instant lastLearnt = Instant.MIN;
  private Instant askedLikeOurs = Instant.MIN;
  private Instant askedAtAll = Instant.MIN;

  KnownLabels(World world, People people) {
    this.world = world;
    this.people = people;
  }

  void afterTurn() {
    Instant now = world.now();
    if (world.forge().runners().stream().anyMatch(this::isOfALivingMachine)) {
      lastShown = now;
    }
    for (ForgeJob job : world.forge().jobs(ForgeJob.Status.QUEUED)) {
      if (!job.labels().isEmpty() && !world.forge().serves(job.labels())) {
        askedAtAll = now;
        if (job.labels().contains("linux")) {
          askedLikeOurs = now;
        }
      }
    }
  }

  private boolean isOfALivingMachine(RunnerRow row) {
    Long server = world.origins().serverBehind(row.machine());
    return server != null
        && world.origins().isOurs(server)
        && world.cloud().server(server).filter(KnownLabels::showsThem).isPresent();
  }

  /** The other pool's are said in its settings, and tell nothing of these. */
  private static boolean showsThem(CloudServer server) {
    return !server.isDeleting() && !PodTruth.poolOf(server.request()).equals(ReplicaPools.BIG);
  }

  /** Whether a machine may be launched whose runner shows its labels. */
  boolean mayLearn() {
    Instant shown = lastShown;
    boolean never = shown == null || people.mayBeForgotten(shown);
    return (never && isRecent(askedLikeOurs))
        || (shown != null && isLongAgo(shown) && isLongAgo(lastLearnt) && isRecent(askedAtAll));
  }

  /** A machine was launched for that. */
  void learns() {
    lastLearnt = world.now();
  }

  private boolean isRecent(Instant then) {
    return !then.isBefore(world.now().minus(ASKED_WITHIN));
  }

  private boolean isLongAgo(Instant then) {
    return !then.isAfter(world.now().minus(REMEMBERED));
  }
}
