package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On a Forgejo, which names no runner of a job: for which machines nobody could know that none of
 * the jobs in progress is there, by the world's truth.
 */
final class Somewhere {

  /** A runner that is idle for so long has no job that ran all that time, and a few passes. */
  private static final Duration RESTS = Duration.ofSeconds(90 + 20);

  /** Where runners are not listed, a pod must have come so long after a job began. */
  private static final Duration CAME_LATER = Duration.ofSeconds(60 + 20);

  private final World world;
  private final Hindrances hindrances;
  private final Leading leading;
  private final Map<Long, Instant> restsSince = new HashMap<>();
  private final Map<Long, Instant> offlineSince = new HashMap<>();
  private @Nullable Object process;
  private Instant watchedSince;
  private Instant ledSince;
  private Instant lastTurn;

  Somewhere(World world, Hindrances hindrances, Leading leading) {
    this.world = world;
    this.hindrances = hindrances;
    this.leading = leading;
    this.lastTurn = world.now();
    this.watchedSince = lastTurn;
    this.ledSince = lastTurn;
  }

  void afterTurn() {
    if (!world.forge().dialect().isForgejo()) {
      return;
    }
    Instant now = world.now();
    lookAtLeader(now);
    List<ForgeJob> running = running();
    for (RunnerRow row : world.forge().runners()) {
      look(row, now);
      Long server = world.origins().serverBehind(row.machine());
      if (server != null && running.stream().anyMatch(job -> mayBeOn(row, job, now))) {
        hindrances.of(server, lastTurn, now, Excuse.WORK_SOMEWHERE);
      }
    }
    lastTurn = now;
  }

  private void lookAtLeader(Instant now) {
    Object leads = leading.process();
    if (leads != process) {
      process = leads;
      ledSince = now;
    }
    if (hindrances.common() != null || leads == null) {
      watchedSince = now;
    }
  }

  private List<ForgeJob> running() {
    List<ForgeJob> running = new ArrayList<>();
    for (ForgeJob job : world.forge().jobs(Status.IN_PROGRESS)) {
      running.add(job);
    }
    return running;
  }

  private void look(RunnerRow row, Instant now) {
    boolean online = row.online(now);
    since(restsSince, row.id(), online && !row.busy(now), now);
    since(offlineSince, row.id(), !online, now);
  }

  private static void since(Map<Long, Instant> all, long row, boolean is, Instant now) {
    if (is) {
      all.putIfAbsent(row, now);
    } else {
      all.remove(row);
    }
  }

  private boolean mayBeOn(RunnerRow row, ForgeJob job, Instant now) {
    if (!row.labels().containsAll(job.labels())) {
      return false;
    }
    Instant came = row.registered().minus(CAME_LATER);
    if (job.begun().isBefore(came) && ledSince.isBefore(came)) {
      return false;
    }
    Instant rests = restsSince.get(row.id());
    Instant known = now.minus(RESTS);
    boolean rested =
        world.forge().dialect().listsRunners()
            && rests != null
            && rests.isBefore(known)
            && watchedSince.isBefore(known)
            && ledSince.isBefore(known)
            && job.begun().isBefore(known);
    return !rested && !wasOffline(row, job);
  }

  private boolean wasOffline(RunnerRow row, ForgeJob job) {
    Instant offline = offlineSince.get(row.id());
    return world.forge().dialect().listsRunners()
        && offline != null
        && offline.plus(RESTS).isBefore(job.begun())
        && ledSince.isBefore(offline);
  }

  /**
   * Jobs that the forge calls running and that take no slot of a machine that serves: one of those
   * that are free may be taken for theirs.
   */
  int withoutSlot() {
    if (!world.forge().dialect().isForgejo()) {
      return 0;
    }
    int count = 0;
    for (ForgeJob job : world.forge().jobs(Status.IN_PROGRESS)) {
      if (!takesSlot(job)) {
        count++;
      }
    }
    return count;
  }

  private boolean takesSlot(ForgeJob job) {
    for (String machine : world.forge().atWork()) {
      ClusterNode node = world.cluster().node(machine).orElse(null);
      if (job.equals(world.forge().jobOn(machine))
          && node != null
          && node.isReady()
          && node.spec().taints().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
