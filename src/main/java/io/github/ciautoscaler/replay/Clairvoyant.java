package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hours that somebody needs who knows each job's length and boots each server ahead of its first
 * job: reachable in principle, by nobody in practice.
 */
final class Clairvoyant {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long BOOT = Duration.ofSeconds(75).toMillis();

  private final long slack;
  private final List<PaidServer> live = new ArrayList<>();
  private long hours;

  private Clairvoyant(long slack) {
    this.slack = slack;
  }

  /**
   * @param longestWait no job waits longer
   * @return in hours
   */
  static long hours(List<PastJob> jobs, Duration longestWait) {
    Clairvoyant packing = new Clairvoyant(longestWait.toMillis());
    for (PastJob job : jobs) {
      packing.pack(job.submitted().toEpochMilli(), job.length().toMillis());
    }
    return packing.hours;
  }

  private void pack(long submitted, long length) {
    live.removeIf(server -> server.paidUntil() < submitted);
    Choice best = null;
    for (PaidServer server : live) {
      long start = Math.max(submitted, server.freeAt);
      if (start <= submitted + slack && start <= server.paidUntil()) {
        Choice choice = new Choice(server, start, start + length);
        best = best == null || choice.isBetterThan(best) ? choice : best;
      }
    }
    take(best, submitted, length);
  }

  private void take(@Nullable Choice best, long submitted, long length) {
    if (best != null && best.extra() < Math.ceilDiv(BOOT + length, HOUR)) {
      hours += best.extra();
      best.server.worksUntil(best.end);
      return;
    }
    PaidServer opened = new PaidServer(submitted - BOOT);
    opened.worksUntil(submitted + length);
    hours += opened.paidHours;
    live.add(opened);
  }

  /** One job on one server. */
  private record Choice(PaidServer server, long start, long end) {

    long extra() {
      return server.hoursUntil(end) - server.paidHours;
    }

    private long leftOver() {
      return server.created + server.hoursUntil(end) * HOUR - end;
    }

    boolean isBetterThan(Choice other) {
      if (extra() != other.extra()) {
        return extra() < other.extra();
      }
      return leftOver() != other.leftOver() ? leftOver() < other.leftOver() : start < other.start;
    }
  }

  /** A server and what of it is paid. */
  private static final class PaidServer {
    private final long created;
    private long freeAt;
    private long paidHours;

    PaidServer(long created) {
      this.created = created;
      this.freeAt = created + BOOT;
    }

    long hoursUntil(long end) {
      return Math.max(paidHours, Math.max(1, Math.ceilDiv(end - created, HOUR)));
    }

    long paidUntil() {
      return created + paidHours * HOUR;
    }

    void worksUntil(long end) {
      paidHours = hoursUntil(end);
      freeAt = end;
    }
  }
}
