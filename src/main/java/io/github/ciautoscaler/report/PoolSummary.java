package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.PodsWaiting;
import io.github.ciautoscaler.plan.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pool as every face shows it.
 *
 * @param pool null where the configuration lacks it, and machines of it are left
 * @param byState how many machines it has in each state; also of those with none
 */
public record PoolSummary(
    String name,
    @Nullable Pool pool,
    Map<OriginalState, Integer> byState,
    SlotCounts slots,
    Launching launching) {

  /**
   * How launching goes.
   *
   * @param offerings in order of preference
   * @param reason why no machine of it may be launched now; null where one may be
   * @param pods that wait for a machine of it; null where it serves none, or they are not known
   */
  public record Launching(
      List<OfferingSummary> offerings,
      Health health,
      @Nullable Reason reason,
      @Nullable PodsWaiting pods) {

    public Launching {
      offerings = List.copyOf(offerings);
    }
  }

  public List<OfferingSummary> offerings() {
    return launching.offerings;
  }

  public Health health() {
    return launching.health;
  }

  public @Nullable Reason reason() {
    return launching.reason;
  }

  public @Nullable PodsWaiting pods() {
    return launching.pods;
  }

  /**
   * Its slots.
   *
   * @param busy that run a job
   * @param idle of machines in service
   * @param coming of machines on their way, ordered in this pass or before
   * @param wanted that queued jobs lack which fit it best; null while the queue is not known
   */
  public record SlotCounts(int busy, int idle, int coming, @Nullable Integer wanted) {}

  /**
   * @param perHour net, with the IPv4 address that the pool asks for; null while not known
   * @param coolDown while it is skipped; null while it is not
   */
  public record OfferingSummary(
      Offering offering, @Nullable BigDecimal perHour, @Nullable CoolDown coolDown) {}

  /**
   * What holds up its launches alone.
   *
   * @param bootFailures in a row
   * @param bootBackOffUntil until when it waits after these; null where it does not
   * @param stop the cloud takes no order made of its template; null where it does
   * @param pause null while none holds
   */
  public record Health(
      int bootFailures,
      @Nullable Instant bootBackOffUntil,
      @Nullable BackOff stop,
      @Nullable Pause pause) {}
}
