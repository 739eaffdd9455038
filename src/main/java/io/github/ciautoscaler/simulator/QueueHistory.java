package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The queue of the last minutes, in truth: the jobs that our runners could take. */
final class QueueHistory {

  private static final Duration KEPT = Duration.ofMinutes(20);

  /** Jobs that waited, by id, all of this time. */
  private static final class Stretch {
    final List<Long> waiting;
    Instant to;

    Stretch(Instant at, List<Long> waiting) {
      this.to = at;
      this.waiting = waiting;
    }
  }

  private final World world;
  private final Snapshot<List<Long>> waiting;
  private final Deque<Stretch> stretches = new ArrayDeque<>();

  QueueHistory(World world) {
    this.world = world;
    this.waiting = new Snapshot<>(world, world.forge()::version, this::waiting);
  }

  private List<Long> waiting() {
    List<Long> ids = new ArrayList<>();
    for (ForgeJob job : world.forge().jobs(ForgeJob.Status.QUEUED)) {
      if (world.forge().serves(job.labels())) {
        ids.add(job.id());
      }
    }
    return ids;
  }

  /** Takes down how it is now. */
  void look() {
    Instant now = world.now();
    List<Long> current = waiting.now();
    Stretch last = stretches.peekLast();
    if (last != null && last.waiting.equals(current)) {
      last.to = now;
      return;
    }
    stretches.addLast(new Stretch(now, current));
    while (stretches.getFirst().to.plus(KEPT).isBefore(now)) {
      stretches.removeFirst();
    }
  }

  /** The most that waited at one moment since then. */
  int mostSince(Instant then) {
    int most = 0;
    for (Stretch stretch : stretches) {
      if (!stretch.to.isBefore(then)) {
        most = Math.max(most, stretch.waiting.size());
      }
    }
    return most;
  }

  /** The jobs that waited, for each moment since then. */
  List<List<ForgeJob>> momentsSince(Instant then) {
    return stretches.stream()
        .filter(stretch -> !stretch.to.isBefore(then))
        .map(stretch ->
            stretch.waiting.stream().flatMap(id -> world.forge().job(id).stream()).toList())
        .toList();
  }

  /** Whether a job waited that the forge hands to nobody. */
  boolean anyHeldBackSince(Instant then) {
    for (long id : allSince(then)) {
      if (world.forge().job(id).map(ForgeJob::isHeldBack).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  /** The ids of all that waited at some moment since then, and that machines of this pool take. */
  Set<Long> allSince(Instant then, String pool) {
    Set<Long> ids = allSince(then);
    ids.removeIf(id ->
        world.forge().job(id).filter(job -> world.forge().serves(pool, job.labels())).isEmpty());
    return ids;
  }

  /** The ids of all that waited at some moment since then. */
  Set<Long> allSince(Instant then) {
    Set<Long> ids = new HashSet<>();
    for (Stretch stretch : stretches) {
      if (!stretch.to.isBefore(then)) {
        ids.addAll(stretch.waiting);
      }
    }
    return ids;
  }
}
