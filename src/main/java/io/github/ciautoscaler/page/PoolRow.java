package io.github.ciautoscaler.page;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.report.PoolSummary;
import org.jspecify.annotations.Nullable;

/**
 * One pool.
 *
 * @param machines how many it has, and may have
 * @param why why no machine of it is launched now; empty where one may be
 */
public record PoolRow(String name, String machines, Slots slots, String code, String why) {

  /** How many jobs its machines run, could run, will run soon, and lack. */
  public record Slots(int busy, int idle, int coming, String wanted) {}

  /** Where every rule's answer about it stands; null where it cannot be asked for. */
  public @Nullable String whyAt() {
    return Texts.why("pools", name);
  }

  static PoolRow of(PoolSummary pool) {
    PoolSummary.SlotCounts slots = pool.slots();
    Reason reason = pool.reason();
    return new PoolRow(
        pool.name(),
        machines(pool),
        new Slots(slots.busy(), slots.idle(), slots.coming(), Texts.count(slots.wanted())),
        reason == null ? "" : reason.code().name(),
        reason == null ? "" : reason.message());
  }

  private static String machines(PoolSummary pool) {
    int there = pool.byState().values().stream().mapToInt(Integer::intValue).sum();
    Pool configured = pool.pool();
    return configured == null ? there + ", removed" : there + " of " + configured.limits().max();
  }
}
