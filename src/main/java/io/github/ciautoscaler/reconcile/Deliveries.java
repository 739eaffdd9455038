package io.github.ciautoscaler.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the webhook's deliveries: each may bring the next pass forward, and none is ever taken for
 * the truth. Many of them cost no more passes than polling would. May be called by several threads.
 */
public final class Deliveries {

  /** Passes that a burst may bring forward at once; then one for each poll interval. */
  static final int BURST = 3;

  private static final int REMEMBERED = 2_000;

  private final SharedClock time;
  private final InstantSource clock;
  private final HookTrust trust = new HookTrust();
  private final Set<String> known = Collections.newSetFromMap(new Recent());
  private long heard;
  private long begunAfter;
  private long wakesUpTo;
  private Duration poll = Duration.ofSeconds(5);
  private double tokens = BURST;
  private @Nullable Instant countedAt;
  private @Nullable Instant lastDelivery;
  private long taken;
  private long refused;

  public Deliveries(SharedClock time) {
    this.time = time;
    this.clock = time.steady();
  }

  private static final class Recent extends LinkedHashMap<String, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }

  /**
   * @return whether it is news; a repeated one is not
   */
  public synchronized boolean hear(HookNotice notice) {
    taken++;
    lastDelivery = clock.instant();
    if (!known.add(notice.delivery())) {
      return false;
    }
    notice.queuedJob().ifPresent(job -> trust.announce(job, clock.instant()));
    if (notice.wakes()) {
      wakesUpTo = ++heard;
    }
    return true;
  }

  /** One came that is not from our forge, or not to be read. */
  public synchronized void refuse() {
    refused++;
  }

  /** Whether a delivery came that no pass has looked after yet, and a pass may be spent on it. */
  synchronized boolean isDue() {
    refill();
    return wakesUpTo > begunAfter && tokens >= 1;
  }

  /** Whatever came until now is answered by the pass that begins. */
  synchronized void passBegins(Duration interval) {
    poll = interval;
    refill();
    if (wakesUpTo > begunAfter) {
      tokens = Math.max(0, tokens - 1);
    }
    begunAfter = heard;
  }

  /**
   * @param open ids of all jobs that are queued or running; empty while not completely known
   */
  synchronized void passEnded(Optional<Set<Long>> open) {
    open.ifPresent(jobs -> trust.look(jobs, clock.instant()));
  }

  synchronized HookStatus status(boolean announcesJobs) {
    HookStatus.Missing missing = announcesJobs ? trust.missing() : null;
    return new HookStatus(
        announcesJobs ? trust.state() : HookStatus.State.UNPROVEN,
        announcesJobs && trust.isProven(),
        new HookStatus.Counts(taken, refused, trust.missed()),
        lastDelivery == null ? null : time.shared(lastDelivery),
        missing == null
            ? null
            : new HookStatus.Missing(missing.job(), time.shared(missing.seen())));
  }

  private void refill() {
    Instant now = clock.instant();
    if (countedAt != null && !poll.isZero()) {
      double more = Duration.between(countedAt, now).toMillis() / (double) poll.toMillis();
      tokens = Math.min(BURST, tokens + Math.max(0, more));
    }
    countedAt = now;
  }
}
