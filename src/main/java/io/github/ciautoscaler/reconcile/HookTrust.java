package io.github.ciautoscaler.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the jobs that the forge lists with those that deliveries announced. Only what is listed
 * counts: an announced job that nobody lists is no job.
 */
final class HookTrust {

  /** A delivery may come so much later than the list that shows its job. */
  static final Duration GRACE = Duration.ofSeconds(15);

  /** Jobs in a row that must have been announced before polling slows. */
  static final int PROOF = 3;

  /** A list may lack for a moment what it showed before, and an announcement may come early. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final int MOST_ANNOUNCED = 10_000;

  private final Map<Long, Instant> announced = new HashMap<>();
  private final Map<Long, Instant> seen = new HashMap<>();
  private final Map<Long, Instant> unannounced = new HashMap<>();
  private boolean looked;
  private int inARow;
  private long missed;
  private HookStatus.@Nullable Missing missing;

  void announce(long job, Instant now) {
    if (unannounced.remove(job) != null) {
      proven();
    } else if (announced.size() < MOST_ANNOUNCED) {
      announced.put(job, now);
    }
  }

  /**
   * @param open ids of all jobs that are queued or running, by complete lists
   */
  void look(Set<Long> open, Instant now) {
    Set<Long> fresh = new HashSet<>(open);
    fresh.removeAll(seen.keySet());
    open.forEach(job -> seen.put(job, now));
    for (long job : fresh) {
      boolean known = announced.remove(job) != null;
      if (looked && known) {
        proven();
      } else if (looked) {
        unannounced.put(job, now);
      }
    }
    looked = true;
    judge(now);
    seen.values().removeIf(then -> isOver(then, now));
    announced.values().removeIf(then -> isOver(then, now));
  }

  private void judge(Instant now) {
    unannounced.forEach((job, since) -> {
      if (!now.isBefore(since.plus(GRACE))) {
        missed++;
        inARow = 0;
        missing = missing == null ? new HookStatus.Missing(job, since) : missing;
      }
    });
    unannounced.values().removeIf(since -> !now.isBefore(since.plus(GRACE)));
  }

  private void proven() {
    inARow = Math.min(inARow + 1, PROOF);
    if (inARow == PROOF) {
      missing = null;
    }
  }

  private static boolean isOver(Instant then, Instant now) {
    return then.plus(REMEMBERED).isBefore(now);
  }

  /** Whether each of the latest jobs was announced, and none is waited for. */
  boolean isProven() {
    return inARow == PROOF && unannounced.isEmpty();
  }

  HookStatus.State state() {
    if (missing != null) {
      return HookStatus.State.BROKEN;
    }
    return inARow == PROOF ? HookStatus.State.WORKING : HookStatus.State.UNPROVEN;
  }

  long missed() {
    return missed;
  }

  HookStatus.@Nullable Missing missing() {
    return missing;
  }
}
